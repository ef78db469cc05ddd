// A stand-in for https://js.stripe.com, served by the sandbox. It knows one element, `payment`, and the verbs that
// a shop needs with it. What it does not know, it refuses: a page that works here has to work at Stripe.
(() => {
  "use strict";
  const home = new URL(document.currentScript.src).origin;
  const EVENTS = ["ready", "change", "loaderror"];
  const ELEMENTS = [
    "clientSecret", "mode", "amount", "currency", "paymentMethodCreation", "paymentMethodTypes", "captureMethod",
    "setupFutureUsage", "appearance", "locale", "fonts", "loader",
  ];
  const PAYMENT = [
    "layout", "fields", "terms", "defaultValues", "business", "paymentMethodOrder", "readOnly", "wallets",
  ];

  function misused(message) {
    const error = new Error(message);
    error.name = "IntegrationError";
    return error;
  }

  function known(given, names, where) {
    const odd = Object.keys(given ?? {}).filter((name) => !names.includes(name));
    if (odd.length) {
      throw misused(`The sandbox does not know ${odd.join(", ")} in ${where}. It knows ${names.join(", ")}.`);
    }
  }

  function refuseOddElements(options) {
    known(options, ELEMENTS, "stripe.elements()");
    const { clientSecret, mode, amount, currency, paymentMethodCreation, paymentMethodTypes } = options;
    if (clientSecret && mode) throw misused("Give stripe.elements() a clientSecret or a mode, and not both.");
    if (!clientSecret && mode !== "payment") {
      throw misused(`The sandbox knows elements with a clientSecret or with mode "payment" alone, not "${mode}".`);
    }
    if (mode && (!Number.isInteger(amount) || amount <= 0)) {
      throw misused(`Invalid value for elements(): amount should be a whole number above 0, not ${amount}.`);
    }
    if (mode && !/^[a-z]{3}$/.test(currency ?? "")) {
      throw misused(`Invalid value for elements(): currency should be three small letters, not "${currency}".`);
    }
    if (paymentMethodCreation && paymentMethodCreation !== "manual") {
      throw misused(`Invalid value for elements(): paymentMethodCreation is "manual", not "${paymentMethodCreation}".`);
    }
    if (paymentMethodTypes && String(paymentMethodTypes) !== "card") {
      throw misused(`The sandbox knows paymentMethodTypes ["card"] alone, not ["${paymentMethodTypes}"].`);
    }
  }

  // {billing_details: {name: "Ada"}} as the fields of a form: billing_details[name]=Ada.
  function fields(tree, inside = "") {
    return Object.entries(tree ?? {}).flatMap(([name, value]) => {
      const here = inside ? `${inside}[${name}]` : name;
      if (value === null || value === undefined) return [];
      return typeof value === "object" ? fields(value, here) : [[here, value]];
    });
  }

  class PaymentElement {
    constructor(elements) {
      this.elements = elements;
      this.handlers = [];
      this.frame = document.createElement("iframe");
      this.frame.src = home + "/elements";
      this.frame.title = "Secure card fields";
      this.frame.style.cssText = "width:100%;height:15rem;border:0;color-scheme:light dark";
    }

    mount(where) {
      const place = typeof where === "string" ? document.querySelector(where) : where;
      if (!place) throw misused(`There is no element ${where} on the page.`);
      // A frame that is put somewhere else loads anew.
      this.loaded = new Promise((resolve) => this.frame.addEventListener("load", resolve, { once: true }));
      this.loaded.then(() => this.listen());
      place.replaceChildren(this.frame);
      return this;
    }

    unmount() {
      this.frame.remove();
      return this;
    }

    destroy() {
      this.elements.payment = undefined;
      return this.unmount();
    }

    update(options) {
      known(options, PAYMENT, "element.update()");
      return this;
    }

    on(event, handler) {
      if (!EVENTS.includes(event)) {
        throw misused(`The sandbox knows the events ${EVENTS.join(", ")}, not "${event}".`);
      }
      this.handlers.push([event, handler]);
      return this;
    }

    tell(event, what) {
      for (const [wanted, handler] of this.handlers) {
        if (wanted === event) handler({ elementType: "payment", ...what });
      }
    }

    // Of the card the frame says no more than whether it is complete.
    listen() {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        if (data.height) this.frame.style.height = `${data.height}px`;
        if (data.change) this.tell("change", { collapsed: false, value: { type: "card" }, ...data.change });
      };
      const { theme, variables } = this.elements.appearance;
      this.frame.contentWindow.postMessage({ verb: "listen", told: { theme, variables } }, home, [port2]);
      this.tell("ready", {});
    }

    // Only the frame knows the card. It is asked to do something with it, and says what came of it.
    async ask(verb, told = {}) {
      if (!this.frame.isConnected) throw misused("The payment element is not mounted.");
      await this.loaded;
      return new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = (message) => resolve(message.data);
        const form = [["key", this.elements.key], ...fields(told)];
        this.frame.contentWindow.postMessage({ verb, told: form }, home, [port2]);
      });
    }
  }

  class Elements {
    constructor(key, options = {}) {
      refuseOddElements(options);
      this.key = key;
      this.options = options;
      this.appearance = options.appearance ?? {};
      this.submitted = false;
    }

    create(kind, options) {
      if (kind !== "payment") throw misused(`The sandbox knows the element "payment" alone, not "${kind}".`);
      if (this.payment) throw misused("Can only create one Element of type payment through elements.");
      known(options, PAYMENT, 'elements.create("payment")');
      this.payment = new PaymentElement(this);
      return this.payment;
    }

    getElement(kind) {
      if (kind !== "payment") throw misused(`The sandbox knows the element "payment" alone, not "${kind}".`);
      return this.payment ?? null;
    }

    update(options) {
      const wanted = { ...this.options, ...options };
      refuseOddElements(wanted);
      this.options = wanted;
    }

    async submit() {
      if (!this.payment) throw misused("There is no payment element to submit.");
      const { error } = await this.payment.ask("check");
      this.submitted = !error;
      return error ? { error } : { selectedPaymentMethod: "card" };
    }
  }

  async function createPaymentMethod(given) {
    known(given, ["elements", "params"], "stripe.createPaymentMethod()");
    const { elements, params } = given;
    if (!(elements instanceof Elements)) throw misused("The sandbox makes payment methods of elements alone.");
    known(params, ["billing_details"], "stripe.createPaymentMethod()'s params");
    if (elements.options.paymentMethodCreation !== "manual") {
      throw misused('stripe.createPaymentMethod() needs elements with paymentMethodCreation: "manual".');
    }
    if (!elements.submitted) {
      throw misused("elements.submit() must be called, without an error, before stripe.createPaymentMethod().");
    }
    const { error, paymentMethod } = await elements.payment.ask("method", params);
    return error ? { error } : { paymentMethod };
  }

  // Answers with the intent, or leaves the page for the one where the buyer's bank asks who they are.
  function followed(intent) {
    if (!intent.next_action) return { paymentIntent: intent };
    location.assign(intent.next_action.redirect_to_url.url);
    return new Promise(() => {});
  }

  async function handleNextAction(key, given) {
    known(given, ["clientSecret"], "stripe.handleNextAction()");
    if (!given?.clientSecret) throw misused("stripe.handleNextAction() needs a clientSecret.");
    const address = new URL("/elements/intent", home);
    address.search = new URLSearchParams({ key, client_secret: given.clientSecret });
    try {
      const { error, paymentIntent } = await (await fetch(address)).json();
      return error ? { error } : followed(paymentIntent);
    } catch {
      return { error: { type: "api_connection_error", message: "Stripe cannot be reached." } };
    }
  }

  async function confirmPayment(given) {
    known(given, ["elements", "clientSecret", "confirmParams", "redirect"], "stripe.confirmPayment()");
    const { elements, clientSecret, confirmParams = {}, redirect = "always" } = given;
    known(confirmParams, ["return_url"], "stripe.confirmPayment()'s confirmParams");
    const secret = clientSecret ?? elements.options.clientSecret;
    if (!secret) throw misused("stripe.confirmPayment() needs a clientSecret, or elements that have one.");
    const told = { client_secret: secret, return_url: confirmParams.return_url };
    const { error, paymentIntent } = await elements.payment.ask("pay", told);
    if (error) return { error };
    if (paymentIntent.next_action || redirect === "if_required") return followed(paymentIntent);
    const back = new URL(confirmParams.return_url);
    back.searchParams.set("payment_intent", paymentIntent.id);
    back.searchParams.set("payment_intent_client_secret", paymentIntent.client_secret);
    back.searchParams.set("redirect_status", "succeeded");
    location.assign(back);
    return new Promise(() => {});
  }

  window.Stripe = (key, options) => {
    if (!String(key).startsWith("pk_")) throw misused("Stripe() needs a publishable key; a secret one stays at home.");
    known(options, ["locale", "apiVersion", "betas", "stripeAccount"], "Stripe()");
    return {
      elements: (wanted) => new Elements(key, wanted),
      createPaymentMethod,
      handleNextAction: (given) => handleNextAction(key, given),
      confirmPayment,
    };
  };
  window.Stripe.version = "sandbox";
})();
