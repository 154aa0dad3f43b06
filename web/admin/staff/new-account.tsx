import { createMemo, createSignal, Show } from "solid-js";
import type { Organisation } from "../../../schema/api/organisations.ts";
import type { CreatedStaff, Role, StaffAccount } from "../../../schema/api/staff.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { membership } from "../session/membership.ts";
import { looksLikeEmail } from "./email.ts";
import { GivenPassword } from "./given-password.tsx";
import { createPlaces } from "./places.ts";
import { rolesToGive } from "./roles-to-give.ts";
import { t } from "./words.ts";

/** An account for a person at an organisation: a link goes to them, or ID and first password are shown once (ACC-4). */
export function NewAccount(props: {
  organisation: { readonly organisationId: string; readonly name: string } | null;
  onClose: () => void;
  onMade: () => void;
}) {
  const places = createPlaces(() => props.organisation);
  const [name, setName] = createSignal("");
  const [chosen, setChosen] = createSignal("");
  const [wanted, setWanted] = createSignal<Role>();
  const [way, setWay] = createSignal<"mail" | "hand">("mail");
  const [email, setEmail] = createSignal("");
  const emailFault = () => {
    if (way() === "hand") return undefined;
    if (email().trim() === "") return t("emailMissing");
    return looksLikeEmail(email()) ? undefined : t("emailWrong");
  };
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [made, setMade] = createSignal<CreatedStaff>();
  const place = createMemo((): Pick<Organisation, "organisationId" | "name" | "kinds"> | undefined => {
    const found = places.found();
    return found.find((one) => one.organisationId === chosen()) ?? found[0];
  });
  const roles = () => {
    const own = membership();
    const at = place();
    return own && at ? rolesToGive(own.gives, at.kinds) : [];
  };
  const role = () => roles().find((one) => one === wanted()) ?? roles()[0];
  const roleHint = () => {
    const one = role();
    return one && t(`may_${one}`);
  };
  const make = async () => {
    setTried(true);
    const [at, as] = [place(), role()];
    if (busy() || name().trim() === "" || !at || !as || emailFault()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST staff", {
      body: {
        name: name(),
        memberships: [{ organisationId: at.organisationId, role: as }],
        ...(way() === "mail" ? { email: email().trim() } : {}),
      },
    });
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    setMade(answer.value);
    props.onMade();
  };
  return (
    <Show
      when={made()}
      fallback={
        <Dialog
          open
          title={t("newAccount")}
          held={busy()}
          onClose={props.onClose}
          foot={
            <>
              <Button onPress={() => !busy() && props.onClose()}>{t("keep")}</Button>
              <Button
                tone="primary"
                busy={busy()}
                busyLabel={t("making")}
                blockedBecause={online() ? undefined : problemText("offline")}
                onPress={() => void make()}
              >
                {t("make")}
              </Button>
            </>
          }
        >
          <TextField
            label={t("person")}
            value={name()}
            onInput={setName}
            maxlength={60}
            required
            error={tried() && name().trim() === "" ? t("personMissing") : undefined}
          />
          <Show when={places.search}>
            {(search) => (
              <TextField
                label={t("findOrganisation")}
                type="search"
                icon="search"
                value={search().text()}
                onInput={search().type}
                maxlength={60}
              />
            )}
          </Show>
          <SelectField
            label={t("organisation")}
            value={place()?.organisationId ?? ""}
            options={places.found().map((one) => ({ value: one.organisationId as string, label: one.name }))}
            onChange={setChosen}
            error={places.ready() && places.found().length === 0 ? t("noOrganisation") : undefined}
          />
          <SelectField
            label={t("role")}
            hint={roleHint()}
            value={role() ?? ""}
            options={roles().map((one) => ({ value: one as string, label: t(`role_${one}`) }))}
            onChange={(one) => setWanted(one as Role)}
            error={place() && roles().length === 0 ? t("noRole") : undefined}
          />
          <SwitchView
            label={t("way")}
            value={way()}
            options={[
              { value: "mail", label: t("wayMail") },
              { value: "hand", label: t("wayHand") },
            ]}
            onChange={setWay}
          />
          <Show when={way() === "mail"} fallback={<p class="quiet">{t("wayHandText")}</p>}>
            <TextField
              label={t("email")}
              hint={t("wayMailText")}
              type="email"
              autocomplete="off"
              value={email()}
              onInput={setEmail}
              maxlength={254}
              required
              error={tried() ? emailFault() : undefined}
            />
          </Show>
          <Show when={trouble() ?? places.trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
        </Dialog>
      }
    >
      {(one) => (
        <Show when={one().firstPassword} fallback={<Sent account={one().account} onClose={props.onClose} />}>
          {(password) => (
            <GivenPassword
              title={t("made")}
              loginId={one().account.loginId}
              password={password()}
              onClose={props.onClose}
            />
          )}
        </Show>
      )}
    </Show>
  );
}

/** The account is made, and its link is on the way. */
function Sent(props: { account: StaffAccount; onClose: () => void }) {
  return (
    <Dialog
      open
      title={t("made")}
      onClose={props.onClose}
      foot={
        <Button tone="primary" onPress={props.onClose}>
          {t("ok")}
        </Button>
      }
    >
      <p>{t("inviteTo", { to: props.account.invitation?.to ?? "" })}</p>
      <p>{t("inviteNext")}</p>
    </Dialog>
  );
}
