// What somebody writes who reads along stays in the browser where it can, and leaves in a file that goes back.
"use strict";
(() => {
  const { coalition, period, name: called, moment } = document.body.dataset;
  const KEY = `sko-opmerkingen:${coalition}/${period}@${moment}`;
  const NO_MEMORY = "Deze browser onthoudt niet wat je typt. Bewaar je opmerkingen voor je sluit.";
  const name = document.getElementById("name");
  const said = document.getElementById("said");
  const keep = document.getElementById("keep");
  const areas = [...document.querySelectorAll("textarea")];
  let remembers = true;
  let asked = false;

  /** @param {string} what @returns {string} */
  function recall(what) {
    try {
      return localStorage.getItem(`${KEY}/${what}`) ?? "";
    } catch {
      remembers = false;
      return "";
    }
  }

  /** @param {string} what @param {string} value */
  function remember(what, value) {
    try {
      localStorage.setItem(`${KEY}/${what}`, value);
    } catch {
      remembers = false;
    }
  }

  /** Text without halves of letters, which no file can hold. @param {string} text */
  const whole = (text) => (text.toWellFormed ? text.toWellFormed() : text);
  const line = (/** @type {string} */ text) => whole(text).replace(/\s+/g, " ").trim();

  function today() {
    const now = new Date();
    const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  function drawnReader() {
    const drawn = [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    remember("reader", drawn);
    return drawn;
  }

  const reader = recall("reader") || drawnReader();
  const days = new Map();
  let kept = recall("kept");

  function comments() {
    return areas.filter((area) => area.value.trim()).map((area) => {
      const { sheet, field, about } = area.dataset;
      return { sheet, field, text: whole(area.value), on: days.get(area) || today(), about };
    });
  }

  const content = () => JSON.stringify([line(name.value), comments()]);
  const isUnsaved = () => areas.some((area) => area.value.trim()) && content() !== kept;

  function tell() {
    const number = areas.filter((area) => area.value.trim()).length;
    const count = `${number} ${number === 1 ? "opmerking" : "opmerkingen"}`;
    const state = !number ? "Nog geen opmerkingen." : `${count}, ${isUnsaved() ? "nog niet in een bestand" : "bewaard in een bestand"}.`;
    const words = remembers ? state : `${state} ${NO_MEMORY}`;
    if (said.textContent !== words) said.textContent = words;
  }

  function save() {
    if (!areas.some((area) => area.value.trim())) {
      said.textContent = "Er is nog niets om te bewaren. Schrijf eerst bij een stap wat je opvalt.";
      return;
    }
    if (!line(name.value) && !asked) {
      asked = true;
      said.textContent = "Wie ben je? Vul je naam in, of kies nog eens Opmerkingen bewaren.";
      name.focus();
      return;
    }
    const file = { format: "sko-opmerkingen", version: 1, dossier: { coalition, period, name: called }, reader, name: line(name.value), comments: comments() };
    const who = line(name.value).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 1)}\n`], { type: "application/json" }));
    link.download = `opmerkingen-${coalition}-${period}${who && `-${who}`}.json`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    kept = content();
    remember("kept", kept);
    said.textContent = `‘${link.download}’ staat bij je downloads. Stuur het terug aan wie je dit gaf.`;
  }

  /** A text area is as high as its text, also where the browser does not do that by itself. @param {HTMLTextAreaElement} area */
  function grow(area) {
    if (CSS.supports("field-sizing", "content")) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }

  name.value = recall("name");
  name.addEventListener("input", () => { remember("name", name.value); tell(); });
  areas.forEach((area) => {
    const place = `${area.dataset.sheet}/${area.dataset.field}`;
    area.value = recall(place);
    days.set(area, recall(`${place}@`));
    grow(area);
    area.addEventListener("input", () => {
      days.set(area, today());
      grow(area);
      remember(place, area.value);
      remember(`${place}@`, today());
      tell();
    });
  });
  keep.addEventListener("click", save);
  addEventListener("beforeunload", (event) => { if (isUnsaved()) event.preventDefault(); });
  tell();
})();
