/* A security key: ask the browser, put its answer in the form, send the form. Nothing else. */
"use strict";

const place = document.querySelector("[data-cle]");

function bytes(text) {
  const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer;
}

function text(buffer) {
  const raw = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function read(options) {
  const asked = { ...options, challenge: bytes(options.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (asked[list]) asked[list] = asked[list].map((key) => ({ ...key, id: bytes(key.id) }));
  }
  return asked;
}

function write(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: {},
    response,
  });
}

async function ask() {
  const status = place.querySelector("[role=status]");
  const asked = read(JSON.parse(place.dataset.cle));
  status.textContent = "Touchez votre clé de sécurité.";
  try {
    const request = { publicKey: asked };
    const credential = asked.user
      ? await navigator.credentials.create(request)
      : await navigator.credentials.get(request);
    place.querySelector("[name=answer]").value = write(credential);
    place.requestSubmit();
  } catch {
    status.textContent = "La clé n’a pas répondu. Recommencez, ou choisissez un autre moyen.";
  }
}

if (place && window.PublicKeyCredential) {
  const button = place.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", ask);
  document.querySelector("[data-sans-cle]").hidden = true;
}
