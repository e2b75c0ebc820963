import { render } from "preact";
import { ShopPage } from "./shop-page.js";

const root = document.getElementById("shop");
if (root !== null) render(<ShopPage />, root);
