import { Show } from "solid-js";
import { FACE_NAMES, type Face, type FaceName, type OwnFace } from "../../../schema/face.ts";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import type { DesignForm } from "./design-form.ts";
import { OwnFaceFields } from "./own-face-fields.tsx";
import styles from "./programmes.module.css";
import { faultText } from "./typed-fields.tsx";
import { t } from "./words.ts";

/** What an own face starts from: the colours of 潮騒, which can be read. */
const FIRST_OWN: OwnFace = {
  colour: "#0a4a63",
  companion: "#f0cb79",
  pattern: "shiosai",
  emblem: "shiosai",
  picture: null,
  sound: "plain",
};

/** Names, unit word and face. */
export function StepName(props: { form: DesignForm }) {
  // What was made of the other kind is still there when somebody comes back to it.
  let lastOwn = FIRST_OWN;
  let lastName: FaceName = "shiosai";
  const face = () => props.form.design.face;
  const wear = (kind: "built-in" | "own") => {
    const now = props.form.value().face;
    if (typeof now === "string") lastName = now;
    else lastOwn = now;
    props.form.replace("face", (kind === "own" ? lastOwn : lastName) as Face);
  };
  const missing = (path: "name" | "payName" | "unitWord") => faultText(props.form, path, t("missingText"));
  return (
    <>
      <div class={styles.fields}>
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          required
          maxlength={60}
          value={props.form.design.name}
          onInput={(name) => props.form.set("name", name)}
          error={missing("name")}
        />
        <TextField
          label={t("payName")}
          hint={t("payNameHint")}
          required
          maxlength={24}
          value={props.form.design.payName}
          onInput={(name) => props.form.set("payName", name)}
          error={missing("payName")}
        />
        <TextField
          label={t("unitWord")}
          hint={t("unitWordHint")}
          required
          maxlength={8}
          value={props.form.design.unitWord}
          onInput={(word) => props.form.set("unitWord", word)}
          error={missing("unitWord")}
        />
      </div>
      <SwitchView
        label={t("face")}
        value={typeof face() === "string" ? "built-in" : "own"}
        options={[
          { value: "built-in", label: t("faceBuiltIn") },
          { value: "own", label: t("faceOwn") },
        ]}
        onChange={wear}
      />
      <Show
        when={typeof face() === "object"}
        fallback={
          <div class={styles.fields}>
            <SelectField<FaceName>
              label={t("face")}
              value={face() as FaceName}
              options={FACE_NAMES.map((name) => ({ value: name, label: t(name) }))}
              onChange={(name) => props.form.replace("face", name)}
            />
          </div>
        }
      >
        <OwnFaceFields form={props.form} face={face() as OwnFace} />
      </Show>
    </>
  );
}
