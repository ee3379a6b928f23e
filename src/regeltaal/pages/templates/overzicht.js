"use strict";
(() => {
  const table = document.getElementById("regels");
  const rows = [...table.tBodies[0].rows];
  const form = document.getElementById("zoek");
  const field = document.getElementById("zoekterm");
  const count = document.getElementById("aantal");
  const whole = count.textContent;

  const search = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = `${row.textContent} ${row.dataset.zoek}`.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = words.length ? `${whole}, ${shown} ${count.dataset.getoond}` : whole;
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", search);

  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const sort = (heading, column) => {
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const text = (row) => row.cells[column].textContent.trim();
    const ordered = [...rows].sort((one, other) => compare(text(one), text(other)) * (down ? -1 : 1));
    table.tBodies[0].append(...ordered);
  };
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = heading.dataset.sorteer;
    button.textContent = heading.textContent;
    button.addEventListener("click", () => sort(heading, column));
    heading.replaceChildren(button);
  });

  const boxes = [...document.querySelectorAll(".veldkiezer input")];
  const key = "regeltaal-kolommen";
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    if (Array.isArray(kept) && kept.length === boxes.length) boxes.forEach((box, at) => { box.checked = kept[at]; });
  } catch { /* a browser that keeps nothing for a file shows the columns it always shows */ }
  for (const box of boxes) {
    box.addEventListener("change", () => {
      try {
        localStorage.setItem(key, JSON.stringify(boxes.map((one) => one.checked)));
      } catch { /* idem */ }
    });
  }
})();
