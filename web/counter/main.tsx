import "../shared/styles/app.css";
import { render } from "solid-js/web";
import { Brand } from "../shared/icons/emblem.tsx";

const root = document.getElementById("app");
if (root === null) throw new Error("the page has no #app");
render(() => <Brand />, root);
