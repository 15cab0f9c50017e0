/* What pages gain with JavaScript: keys, and fewer clicks. Everything works without it. */
"use strict";

const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];

/* Choosing an order or a version asks at once. */
for (const select of all("form.search select, form.pick select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

/* The bar under the pointer is told in words below the timeline. */
const told = one("#bar-told");
if (told) {
  const note = told.textContent;
  for (const bar of all(".time a")) {
    const show = () => { told.textContent = bar.getAttribute("aria-label"); };
    const hide = () => { told.textContent = note; };
    bar.addEventListener("mouseenter", show);
    bar.addEventListener("focus", show);
    bar.addEventListener("mouseleave", hide);
    bar.addEventListener("blur", hide);
  }
}

/* Keys: / goes to the search box, j and k walk along results or changes. */
let place = -1;

function walk(step) {
  const stops = all(".list h2 a, .compare ins, .compare del");
  if (!stops.length) return;
  place = (place + step + stops.length) % stops.length;
  all(".here").forEach((each) => each.classList.remove("here"));
  const stop = stops[place];
  if (stop.matches("a")) stop.focus();
  else stop.classList.add("here");
  stop.scrollIntoView({ block: "center" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  if (event.key === "/" && one("#q")) {
    event.preventDefault();
    one("#q").select();
  } else if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
});

const compare = one(".compare");
if (compare && one(".compare ins, .compare del") && one(".compare .pick")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "step";
  button.textContent = `${compare.dataset.next} ↓`;
  button.addEventListener("click", () => walk(1));
  one(".compare .pick").append(button);
}
