"use strict";
document.querySelectorAll(".browser").forEach((browser) => {
  const run = browser.dataset.run;
  const figure = document.querySelector('figure[data-run="' + run + '"]');
  const items = Array.from(browser.parentElement.querySelectorAll(".list > ol > li"));
  const words = browser.querySelector("p");
  let at = -1;
  function show(index) {
    at = Math.max(0, Math.min(items.length - 1, index));
    const item = items[at];
    const summary = item.querySelector("summary").textContent.trim().replace(/\s+/g, " ");
    words.textContent = summary + ": " + item.querySelector("p").textContent;
    items.forEach((other) => other.classList.toggle("chosen", other === item));
    figure.querySelectorAll("a").forEach((mark) => {
      mark.classList.toggle("chosen", mark.getAttribute("href") === "#" + item.id);
    });
  }
  browser.hidden = false;
  browser.querySelectorAll("button").forEach((button) => {
    button.addEventListener("click", () => show(at + Number(button.dataset.step)));
  });
  figure.addEventListener("click", (event) => {
    const mark = event.target.closest("a");
    if (mark) {
      event.preventDefault();
      show(items.findIndex((item) => "#" + item.id === mark.getAttribute("href")));
    }
  });
});
