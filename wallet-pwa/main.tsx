import "../web/shared/styles/app.css";
import { render } from "solid-js/web";
import { Brand } from "../web/shared/icons/emblem.tsx";

const root = document.getElementById("app");
if (root === null) throw new Error("the page has no #app");
render(() => <Brand />, root);
