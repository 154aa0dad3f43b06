import { Match, Switch } from "solid-js";
import { EMBLEMS } from "../../../schema/emblem-art.ts";
import { type Face, isFaceName } from "../../../schema/face.ts";
import { MARK } from "./mark.ts";
import { pictureUrl } from "./picture-url.ts";

/** The emblem of a Pay's face; decorative, since the Pay's name always stands beside it. */
export function Emblem(props: { face: Face | undefined; class?: string | undefined }) {
  const name = () => (typeof props.face === "object" ? props.face.emblem : props.face);
  const look = () => (props.class ? `emblem ${props.class}` : "emblem");
  const markup = () => {
    const own = name();
    return own !== undefined && isFaceName(own) ? EMBLEMS[own] : undefined;
  };
  return (
    <Switch fallback={<Mark class={look()} />}>
      <Match when={markup()}>
        {(inner) => <svg class={look()} viewBox="0 0 48 48" aria-hidden="true" innerHTML={inner()} />}
      </Match>
      <Match when={pictureUrl(name())}>{(url) => <img class={look()} src={url()} alt="" />}</Match>
    </Switch>
  );
}

/** The product's mark; inside `.brand` it takes its size from there. */
export function Mark(props: { class?: string | undefined }) {
  return <svg class={props.class} viewBox="0 0 48 48" aria-hidden="true" innerHTML={MARK} />;
}

/** The mark with the product's name, as head of a rail or topbar. */
export function Brand(props: { class?: string | undefined }) {
  return (
    <span class={props.class ? `brand ${props.class}` : "brand"}>
      <Mark />
      Tegata
    </span>
  );
}
