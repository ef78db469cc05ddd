// The fields for a card, inside the frame. The page around it hears whether they are complete, and nothing of what
// they hold: the number goes to the provider alone.
(() => {
  "use strict";
  const field = (name) => document.getElementById(name);
  const digits = (name) => field(name).value.replace(/\D/g, "");
  const NAMES = ["number", "expiry", "cvc"];
  let page = null;

  function mistake(code, message) {
    return { type: "validation_error", code, message };
  }

  // The last digit is a check on the others.
  function adds(number) {
    const sum = [...number].reverse().reduce((total, digit, place) => {
      const twice = place % 2 ? digit * 2 : Number(digit);
      return total + (twice > 9 ? twice - 9 : twice);
    }, 0);
    return sum % 10 === 0;
  }

  function wrongDate(month, year) {
    const now = new Date();
    const first = new Date(year < 100 ? 2000 + year : year, month);
    if (month < 1 || month > 12) return mistake("invalid_expiry_month", "Your card's expiration date is invalid.");
    if (first <= now) return mistake("invalid_expiry_year_past", "Your card's expiration date is in the past.");
    return null;
  }

  const WRONG = {
    number() {
      const number = digits("number");
      const whole = /^3[47]/.test(number) ? 15 : 16;
      if (number.length < whole) return mistake("incomplete_number", "Your card number is incomplete.");
      return adds(number) ? null : mistake("invalid_number", "Your card number is invalid.");
    },
    expiry() {
      const expiry = digits("expiry");
      if (expiry.length !== 4 && expiry.length !== 6) {
        return mistake("incomplete_expiry", "Your card's expiration date is incomplete.");
      }
      return wrongDate(Number(expiry.slice(0, 2)), Number(expiry.slice(2)));
    },
    cvc() {
      const whole = /^3[47]/.test(digits("number")) ? 4 : 3;
      return digits("cvc").length < whole
        ? mistake("incomplete_cvc", "Your card's security code is incomplete.") : null;
    },
  };

  function show(name, error) {
    field(name).setAttribute("aria-invalid", String(Boolean(error)));
    field(`${name}-error`).textContent = error?.message ?? "";
  }

  function check() {
    const found = NAMES.map((name) => [name, WRONG[name]()]);
    for (const [name, error] of found) show(name, error);
    const first = found.find(([, error]) => error);
    if (!first) return {};
    field(first[0]).focus();
    return { error: first[1] };
  }

  async function send(path, told) {
    const { error } = check();
    if (error) return { error };
    const form = new URLSearchParams(told);
    for (const name of NAMES) form.set(name, field(name).value);
    try {
      return await (await fetch(path, { method: "POST", body: form })).json();
    } catch {
      return { error: { type: "api_connection_error", message: "Stripe cannot be reached." } };
    }
  }

  function listen({ theme, variables }, port) {
    page = port;
    if (theme) document.documentElement.dataset.theme = theme;
    for (const [name, value] of Object.entries(variables ?? {})) {
      document.documentElement.style.setProperty(`--${name}`, value);
    }
    new ResizeObserver(() => {
      page.postMessage({ height: Math.ceil(document.body.getBoundingClientRect().height) });
    }).observe(document.body);
  }

  // Blanks where they are printed on a card, unless somebody mends something in the middle.
  function format(name) {
    const input = field(name);
    if (input.selectionStart !== input.value.length) return;
    if (name === "number") input.value = digits(name).slice(0, 19).replace(/(\d{4})(?=\d)/g, "$1 ");
    if (name !== "expiry") return;
    input.value = input.value.replace(/^(\d)\s*\//, "0$1/");
    input.value = digits(name).slice(0, 6).replace(/^(\d\d)(?=\d)/, "$1 / ");
  }

  for (const name of NAMES) {
    field(name).addEventListener("input", () => {
      format(name);
      show(name, null);
      const complete = NAMES.every((each) => !WRONG[each]());
      page?.postMessage({ change: { complete, empty: NAMES.every((each) => !digits(each)) } });
    });
    field(name).addEventListener("change", () => show(name, digits(name) ? WRONG[name]() : null));
  }

  addEventListener("message", async ({ data: { verb, told }, ports: [port] }) => {
    if (verb === "listen") listen(told, port);
    if (verb === "check") port.postMessage(check());
    if (verb === "pay") port.postMessage(await send("/elements/confirm", told));
    if (verb === "method") port.postMessage(await send("/elements/method", told));
  });
})();
