// The card's fields are Stripe's, in a frame of Stripe's. What this page gets is a name for the card, and the
// form sends that name. Without scripts the form still works, for whatever needs no card to be typed in.
(() => {
  "use strict";
  const place = document.getElementById("card");
  const form = document.getElementById("pay");
  const method = form.elements["given.method"];
  const button = form.querySelector("button");
  const wrong = document.getElementById("card-wrong");

  function say(what) {
    wrong.textContent = what;
  }

  function atWork(busy) {
    button.disabled = busy;
    form.setAttribute("aria-busy", String(busy));
  }

  if (!window.Stripe) {
    say("Stripe cannot be reached from here, so no card can be typed in. Try again, or pay in another way.");
    return;
  }
  const stripe = window.Stripe(place.dataset.key);
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const elements = stripe.elements({
    mode: "payment",
    amount: Number(place.dataset.amount),
    currency: place.dataset.currency,
    paymentMethodCreation: "manual",
    appearance: { theme: isDark ? "night" : "stripe" },
  });
  elements.create("payment").mount("#card-fields");

  async function nameOfTheCard() {
    const checked = await elements.submit();
    if (checked.error) return checked;
    return stripe.createPaymentMethod({ elements });
  }

  form.addEventListener("submit", async (event) => {
    // With a name for the card, the form goes on its way. A second click finds the button switched off.
    if (method.value || form.elements["given.kept"]?.value || event.submitter?.name === "given.page") return;
    event.preventDefault();
    if (button.disabled) return;
    say("");
    atWork(true);
    const { error, paymentMethod } = await nameOfTheCard().catch(() => ({
      error: { message: "Stripe did not answer. Nothing was paid; try again." },
    }));
    if (error) {
      say(error.message);
      atWork(false);
      return;
    }
    method.value = paymentMethod.id;
    form.submit();
  });

  // Browsers keep pages as they were left. Who comes back to this one begins anew.
  window.addEventListener("pageshow", () => {
    method.value = "";
    atWork(false);
  });
})();
