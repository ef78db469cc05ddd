// A stand-in for https://js.stripe.com, served by the sandbox. It knows one element, `payment`, and one verb.
(() => {
  "use strict";
  const home = new URL(document.currentScript.src).origin;

  class PaymentElement {
    constructor(key, secret) {
      this.frame = document.createElement("iframe");
      this.frame.src = home + "/elements";
      this.frame.title = "Card";
      this.frame.style.cssText = "width:100%;height:15rem;border:0";
      this.told = { key, client_secret: secret };
    }

    mount(where) {
      const place = typeof where === "string" ? document.querySelector(where) : where;
      if (!place) throw new Error(`There is no element ${where} on the page.`);
      place.replaceChildren(this.frame);
      return this;
    }

    unmount() {
      this.frame.remove();
    }

    on(event, handler) {
      if (event === "ready") this.frame.addEventListener("load", handler);
      return this;
    }

    // Only the frame knows the card. It is asked to pay, and says what came of it.
    pay(returnUrl) {
      return new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = (message) => resolve(message.data);
        const told = { ...this.told, return_url: returnUrl };
        this.frame.contentWindow.postMessage(told, home, [port2]);
      });
    }
  }

  class Elements {
    constructor(key, options) {
      this.key = key;
      this.secret = options.clientSecret;
    }

    create(kind) {
      if (kind !== "payment") throw new Error(`The sandbox knows the element "payment" alone, not "${kind}".`);
      this.payment = new PaymentElement(this.key, this.secret);
      return this.payment;
    }

    getElement() {
      return this.payment ?? null;
    }

    async submit() {
      return {};
    }
  }

  window.Stripe = (key) => ({
    elements: (options) => new Elements(key, options),

    async confirmPayment({ elements, confirmParams = {}, redirect = "always" }) {
      const answer = await elements.payment.pay(confirmParams.return_url);
      if (answer.error) return { error: answer.error };
      const intent = answer.paymentIntent;
      if (intent.next_action) {
        location.assign(intent.next_action.redirect_to_url.url);
        return new Promise(() => {});
      }
      if (redirect === "if_required") return { paymentIntent: intent };
      const back = new URL(confirmParams.return_url);
      back.searchParams.set("payment_intent", intent.id);
      back.searchParams.set("payment_intent_client_secret", intent.client_secret);
      back.searchParams.set("redirect_status", "succeeded");
      location.assign(back);
      return new Promise(() => {});
    },
  });
  window.Stripe.version = "sandbox";
})();
