// Draws the documentation from the API's own description. `validatorUrl` would ask another host.
window.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("docs");
  window.SwaggerUIBundle({
    url: place.dataset.schema,
    domNode: place,
    deepLinking: true,
    displayRequestDuration: true,
    validatorUrl: null,
  });
});
