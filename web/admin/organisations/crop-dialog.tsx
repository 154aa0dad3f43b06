import { createEffect, createSignal, onCleanup } from "solid-js";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { CROP_RATIO, type CropArea, type CropChoice, cropArea, dragged, MIDDLE } from "./crop-area.ts";
import styles from "./organisations.module.css";
import { t } from "./words.ts";

/** The preview in pixels of its own; the style makes it as wide as there is room. */
const PREVIEW = { width: 720, height: 720 / CROP_RATIO };

/** Chooses the part of a picture that visitors see: by dragging, or by three sliders that keys move too (SDA-1). */
export function CropDialog(props: {
  picture: ImageBitmap;
  busy: boolean;
  onCrop: (area: CropArea) => void;
  onClose: () => void;
}) {
  const [choice, setChoice] = createSignal<CropChoice>(MIDDLE);
  const area = () => cropArea(props.picture, choice());
  let canvas: HTMLCanvasElement | undefined;
  let last: { readonly x: number; readonly y: number } | undefined;
  createEffect(() => {
    const { x, y, width, height } = area();
    const paper = canvas?.getContext("2d");
    if (!paper) return;
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, PREVIEW.width, PREVIEW.height);
    paper.drawImage(props.picture, x, y, width, height, 0, 0, PREVIEW.width, PREVIEW.height);
  });
  onCleanup(() => {
    last = undefined;
  });
  const drag = (event: PointerEvent) => {
    if (!last || !canvas) return;
    const scale = area().width / canvas.clientWidth;
    const by = { x: (event.clientX - last.x) * scale, y: (event.clientY - last.y) * scale };
    last = { x: event.clientX, y: event.clientY };
    setChoice(dragged(props.picture, choice(), by));
  };
  return (
    <Dialog
      open
      title={t("cropTitle")}
      held={props.busy}
      onClose={props.onClose}
      foot={
        <DialogFoot
          keep={t("keep")}
          confirm={t("cropUse")}
          busyLabel={t("pictureSending")}
          busy={props.busy}
          onKeep={props.onClose}
          onConfirm={() => props.onCrop(area())}
        />
      }
    >
      <p>{t("cropLead")}</p>
      <canvas
        ref={canvas}
        class={styles.crop}
        width={PREVIEW.width}
        height={PREVIEW.height}
        role="img"
        aria-label={t("cropPreview")}
        onPointerDown={(event) => {
          last = { x: event.clientX, y: event.clientY };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={drag}
        onPointerUp={() => {
          last = undefined;
        }}
        onPointerCancel={() => {
          last = undefined;
        }}
      />
      <Slider
        label={t("cropZoom")}
        value={choice().zoom}
        onInput={(zoom) => setChoice({ ...choice(), zoom })}
      />
      <Slider label={t("cropX")} value={choice().x} onInput={(x) => setChoice({ ...choice(), x })} />
      <Slider label={t("cropY")} value={choice().y} onInput={(y) => setChoice({ ...choice(), y })} />
    </Dialog>
  );
}

function Slider(props: { label: string; value: number; onInput: (value: number) => void }) {
  return (
    <label class={styles.slider}>
      <span>{props.label}</span>
      <input
        type="range"
        min="0"
        max="1"
        step="0.02"
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}
