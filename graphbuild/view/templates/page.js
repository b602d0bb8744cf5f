"use strict";
(() => {
  const buttons = [...document.querySelectorAll("button.fact")];
  const marks = [...document.querySelectorAll(".w")];
  const factsOf = (mark) => mark.dataset.facts.split(" ");
  let current = -1;

  const show = (numbers, scroll) => {
    const wanted = new Set(numbers);
    for (const mark of marks) {
      mark.classList.toggle("on", factsOf(mark).some((fact) => wanted.has(fact)));
    }
    let first = null;
    buttons.forEach((button, index) => {
      const on = wanted.has(button.dataset.fact);
      button.classList.toggle("on", on);
      button.setAttribute("aria-expanded", String(on));
      button.nextElementSibling.hidden = !on;
      if (on && first === null) {
        first = button;
        current = index;
      }
    });
    if (scroll === "text") {
      const mark = document.querySelector(".w.on");
      if (mark) mark.scrollIntoView({ block: "center", behavior: "smooth" });
    } else if (scroll === "fact" && first) {
      first.scrollIntoView({ block: "center", behavior: "smooth" });
    }
  };

  for (const button of buttons) {
    button.addEventListener("click", () => {
      show(button.classList.contains("on") ? [] : [button.dataset.fact], "text");
    });
  }
  for (const mark of marks) {
    mark.addEventListener("click", () => show(factsOf(mark), "fact"));
    mark.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        show(factsOf(mark), "fact");
      }
    });
  }
  document.addEventListener("keydown", (event) => {
    if (!buttons.length || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n" || event.key === "p") {
      const step = event.key === "n" ? 1 : -1;
      const next = current < 0 && step < 0 ? buttons.length - 1 : (current + step + buttons.length) % buttons.length;
      show([buttons[next].dataset.fact], "text");
      buttons[next].focus({ preventScroll: true });
      buttons[next].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Escape") {
      show([], null);
      current = -1;
    }
  });

  const table = document.getElementById("studies");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const filter = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const refresh = () => {
    const wanted = filter.value.toLowerCase();
    let count = 0;
    for (const row of rows) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
      count += row.hidden ? 0 : 1;
    }
    shown.textContent = `${count} of ${rows.length}`;
  };
  filter.addEventListener("input", refresh);
  refresh();
  [...table.tHead.rows[0].cells].forEach((cell, column) => {
    cell.firstElementChild.addEventListener("click", () => {
      const up = cell.getAttribute("aria-sort") !== "ascending";
      for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
      cell.setAttribute("aria-sort", up ? "ascending" : "descending");
      const text = (row) => row.cells[column].textContent;
      const order = (a, b) => text(a).localeCompare(text(b), "en", { numeric: true });
      rows.sort((a, b) => (up ? order(a, b) : order(b, a)));
      body.append(...rows);
    });
  });
})();
