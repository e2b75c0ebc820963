import { render } from "preact";

const root = document.getElementById("console");
if (root !== null) render(<h1>Baton console</h1>, root);
