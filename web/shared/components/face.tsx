import { type JSX, Show } from "solid-js";
import type { Face } from "../../../schema/face.ts";
import { t } from "../i18n/words.ts";
import { dress } from "../icons/dress.ts";
import { Emblem } from "../icons/emblem.tsx";
import { Icon } from "../icons/icon.tsx";
import { pictureUrl } from "../icons/picture-url.ts";

/** The strip of a face's own picture above its card; nothing where it has none. No text ever stands on it. */
export function FacePicture(props: { face: Face | undefined }) {
  const url = () => (typeof props.face === "object" ? pictureUrl(props.face.picture) : undefined);
  return <Show when={url()}>{(src) => <img class="face-picture" src={src()} alt="" />}</Show>;
}

/** The coloured head of a card: name, second line, emblem; frozen: sunken ground, a lock and words. */
export function FaceHead(props: {
  face: Face | undefined;
  name: JSX.Element;
  second?: JSX.Element | undefined;
  frozen?: boolean | undefined;
  class?: string | undefined;
  children?: JSX.Element | undefined;
}) {
  return (
    <div
      data-face={dress(props.face)}
      class={`face ticket__part ${props.frozen ? "face--frozen" : ""} ${props.class ?? ""}`}
    >
      <div class="row row--apart">
        <span>
          <span class="face__name">{props.name}</span>
          <Show when={props.second}>
            <br />
            <span class="small">{props.second}</span>
          </Show>
        </span>
        <Emblem face={props.face} />
      </div>
      <Show when={props.frozen}>
        <p class="row strong">
          <Icon name="lock" />
          {t("frozen")}
        </p>
      </Show>
      {props.children}
    </div>
  );
}
