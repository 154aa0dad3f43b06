import { createEffect, createUniqueId, type JSX, onCleanup } from "solid-js";

/**
 * A question that must be answered first, on the platform's own modal: focus is kept inside, Escape closes,
 * focus returns to where it was. `onClose` is the only way it changes state: the caller owns `open`.
 * Actions go into `foot`, the safe one first; nothing else closes it but Escape.
 */
export function Dialog(props: {
  open: boolean;
  title: string;
  onClose: () => void;
  children: JSX.Element;
  foot: JSX.Element;
  /** While a command runs the dialog can't be left. */
  held?: boolean | undefined;
}) {
  const id = createUniqueId();
  let box: HTMLDialogElement | undefined;
  createEffect(() => {
    const open = props.open;
    if (!box || box.hasAttribute("open") === open) return;
    // iOS before 15.4 knows no dialogs; there it opens in place, which is still usable.
    if (typeof box.showModal !== "function") (box as HTMLElement).toggleAttribute("open", open);
    else if (open) box.showModal();
    else box.close();
  });
  onCleanup(() => {
    if (box?.open) box.close();
  });
  return (
    <dialog
      ref={box}
      class="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (!props.held) props.onClose();
      }}
    >
      <h2 class="dialog__title" id={id}>
        {props.title}
      </h2>
      <div class="dialog__body">{props.children}</div>
      <div class="dialog__foot">{props.foot}</div>
    </dialog>
  );
}
