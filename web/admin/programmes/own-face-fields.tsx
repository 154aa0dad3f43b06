import { Show } from "solid-js";
import {
  contrast,
  FACE_NAMES,
  type FaceName,
  LEAST_COMPANION_CONTRAST,
  LEAST_TEXT_CONTRAST,
  type OwnFace,
} from "../../../schema/face.ts";
import { Button } from "../../shared/components/button.tsx";
import { Field, SelectField } from "../../shared/components/field.tsx";
import { ownSoundName } from "../../shared/sound/own-sound.ts";
import { chimePayment } from "../../shared/sound/payment-sound.ts";
import type { DesignForm } from "./design-form.ts";
import { PictureField } from "./picture-field.tsx";
import styles from "./programmes.module.css";
import { SoundField } from "./sound-field.tsx";
import { faultText } from "./typed-fields.tsx";
import { t } from "./words.ts";

/** The parts of a face of one's own, with what can't be read said while it is being chosen. */
export function OwnFaceFields(props: { form: DesignForm; face: OwnFace }) {
  const change = (part: Partial<OwnFace>) =>
    props.form.replace("face", { ...(props.form.value().face as OwnFace), ...part });
  const onGround = () => contrast("#ffffff", props.face.colour);
  const onCompanion = () => contrast(props.face.companion, props.face.colour);
  const names = FACE_NAMES.map((name) => ({ value: name, label: t(name) }));
  const hasOwnSound = () => ownSoundName(props.face) !== undefined;
  const emblemName = () => (props.face.emblem.includes(".") ? "" : props.face.emblem);
  return (
    <div class={styles.fields}>
      <ColourField
        label={t("colour")}
        value={props.face.colour}
        hint={t("contrastGood", { ratio: onGround().toFixed(1) })}
        error={
          onGround() < LEAST_TEXT_CONTRAST
            ? t("contrastText", { ratio: onGround().toFixed(1), least: String(LEAST_TEXT_CONTRAST) })
            : undefined
        }
        onChange={(colour) => change({ colour })}
      />
      <ColourField
        label={t("companion")}
        value={props.face.companion}
        hint={t("contrastGood", { ratio: onCompanion().toFixed(1) })}
        error={
          onCompanion() < LEAST_COMPANION_CONTRAST
            ? t("contrastCompanion", {
                ratio: onCompanion().toFixed(1),
                least: String(LEAST_COMPANION_CONTRAST),
              })
            : undefined
        }
        onChange={(companion) => change({ companion })}
      />
      <SelectField<FaceName>
        label={t("pattern")}
        value={props.face.pattern}
        options={names}
        onChange={(pattern) => change({ pattern })}
      />
      <SelectField<string>
        label={t("emblem")}
        value={emblemName()}
        options={emblemName() === "" ? [{ value: "", label: t("emblemFile") }, ...names] : names}
        onChange={(emblem) => emblem !== "" && change({ emblem })}
      />
      <PictureField
        use="emblem"
        label={t("emblemFile")}
        hint={t("emblemHint")}
        name={emblemName() === "" ? props.face.emblem : null}
        error={faultText(props.form, "face.emblem", t("faultPicture"))}
        onName={(name) => change({ emblem: name ?? "shiosai" })}
      />
      <PictureField
        use="picture"
        label={t("picture")}
        hint={t("pictureHint")}
        name={props.face.picture}
        error={faultText(props.form, "face.picture", t("faultPicture"))}
        onName={(picture) => change({ picture })}
      />
      <div class={styles.stack}>
        <SelectField<string>
          label={t("sound")}
          value={props.face.sound}
          options={[
            ...(hasOwnSound() ? [{ value: props.face.sound, label: t("soundFile") }] : []),
            { value: "plain", label: t("plain") },
            ...names,
          ]}
          onChange={(sound) => change({ sound })}
        />
        <div>
          <Button icon="sound" onPress={() => void chimePayment(props.form.value().face)}>
            {t("listen")}
          </Button>
        </div>
      </div>
      <SoundField
        isOwn={hasOwnSound()}
        error={faultText(props.form, "face.sound", t("faultSound"))}
        onName={(sound) => change({ sound })}
      />
    </div>
  );
}

function ColourField(props: {
  label: string;
  value: string;
  hint: string;
  error: string | undefined;
  onChange: (colour: string) => void;
}) {
  return (
    <Field label={props.label} hint={props.error ? undefined : props.hint} error={props.error}>
      {(ids) => (
        <>
          <input
            id={ids().id}
            class={styles.swatch}
            type="color"
            aria-describedby={ids().describedBy}
            aria-invalid={ids().invalid}
            value={props.value}
            onInput={(event) => props.onChange(event.currentTarget.value.toLowerCase())}
          />
          <Show when={props.value}>
            <code class="small quiet">{props.value}</code>
          </Show>
        </>
      )}
    </Field>
  );
}
