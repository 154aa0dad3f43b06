import { createSignal, Match, Show, Switch } from "solid-js";
import { Button } from "../components/button.tsx";
import { t } from "../i18n/words.ts";
import { Icon } from "../icons/icon.tsx";
import { readPhoto } from "./photo.ts";
import { createScanSession, type ScanState } from "./scan-session.ts";

/** States in which there is a picture. */
const SEEING: ReadonlySet<ScanState> = new Set(["asking", "looking", "dark", "found"]);

/**
 * The viewfinder. `onText` gets the raw text of each QR, once while it stays in sight; what it means is for
 * `parseScan` of schema/qr.ts. Ways out for those without a camera: a photo, and typing where `onType` is given.
 */
export function Scanner(props: {
  onText: (text: string) => void;
  /** Opens the place for typing the 20 digits. */
  onType?: (() => void) | undefined;
  /** Keeps the picture and stops looking, e.g. while a found code is being asked about. */
  paused?: boolean | undefined;
  /** In place of the usual words, e.g. that this QR belongs to another service. */
  message?: string | undefined;
}) {
  let video: HTMLVideoElement | undefined;
  const session = createScanSession({
    video: () => video,
    onText: (text) => props.onText(text),
    paused: () => Boolean(props.paused),
  });
  const [photoEmpty, setPhotoEmpty] = createSignal(false);
  const seeing = () => SEEING.has(session.state());
  const words = () => {
    if (props.message) return props.message;
    if (photoEmpty()) return t("noCodeInPhoto");
    const state = session.state();
    if (state === "asking") return t("askingCamera");
    if (state === "dark") return t("dark");
    return state === "found" ? t("found") : t("aim");
  };
  const takePhoto = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    setPhotoEmpty(false);
    const texts = await readPhoto(file).catch(() => []);
    input.value = "";
    const text = texts[0];
    if (text === undefined) setPhotoEmpty(true);
    else session.report(text, true);
  };
  return (
    <div class="scanner">
      <section
        class="view"
        classList={{
          "view--found": session.state() === "found",
          "view--still": session.state() !== "looking" && session.state() !== "dark",
        }}
        aria-label={t("camera")}
      >
        {/* Always there: iOS plays only an element that exists before the stream. */}
        <video
          class="view__video"
          ref={video}
          playsinline
          muted
          autoplay
          aria-label={t("camera")}
          hidden={!seeing()}
        />
        <Show when={seeing()} fallback={<NoPicture state={session.state()} onRetry={session.retry} />}>
          <svg class="view__frame" viewBox="0 0 288 288" aria-hidden="true">
            <path d="M4 56V20A16 16 0 0 1 20 4h36M232 4h36a16 16 0 0 1 16 16v36M284 232v36a16 16 0 0 1-16 16h-36M56 284H20a16 16 0 0 1-16-16v-36" />
          </svg>
          <span class="view__line" aria-hidden="true" />
          <Show when={session.hasTorch()}>
            <div class="view__tools">
              <button
                type="button"
                class="btn"
                aria-pressed={session.lit()}
                onClick={() => void session.toggleTorch()}
              >
                <Icon name="sun" />
                {t("torch")}
              </button>
            </div>
          </Show>
        </Show>
        <p class="view__text" role="status" hidden={!seeing() && !props.message && !photoEmpty()}>
          {words()}
        </p>
      </section>
      <div class="view__ways">
        <span class="btn view__file">
          <Icon name="camera" />
          {t("photoWay")}
          <input
            type="file"
            accept="image/*"
            aria-label={t("photoWay")}
            onChange={(event) => void takePhoto(event.currentTarget)}
          />
        </span>
        <Show when={props.onType}>
          {(type) => (
            <Button icon="keyboard" onPress={() => type()()}>
              {t("typeWay")}
            </Button>
          )}
        </Show>
      </div>
    </div>
  );
}

/** Why there is no picture and what can be done about it. */
function NoPicture(props: { state: ScanState; onRetry: () => void }) {
  return (
    <div class="view__words" role="alert">
      <Icon name="camera" />
      <Switch fallback={<p class="strong">{t("scannerFailed")}</p>}>
        <Match when={props.state === "no-permission"}>
          <p class="strong">{t("noPermission")}</p>
          <p>{t("allowSteps")}</p>
          <ol>
            <li>{t("allowStep1")}</li>
            <li>{t("allowStep2")}</li>
            <li>{t("allowStep3")}</li>
          </ol>
        </Match>
        <Match when={props.state === "no-camera"}>
          <p class="strong">{t("noCamera")}</p>
        </Match>
        <Match when={props.state === "camera-busy"}>
          <p class="strong">{t("cameraBusy")}</p>
        </Match>
        <Match when={props.state === "insecure"}>
          <p class="strong">{t("cameraInsecure")}</p>
        </Match>
      </Switch>
      <Show when={props.state !== "insecure"}>
        <Button icon="refresh" onPress={() => props.onRetry()}>
          {t("tryAgain")}
        </Button>
      </Show>
    </div>
  );
}
