import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about what is disturbed, in English. */
export const en: Translation<typeof ja> = {
  payments: "You can't pay or charge just now.",
  paymentsWorks: "Your balance is safe; balance and history can be seen. If you are in a hurry, pay in cash.",
  records: "Some things don't work just now.",
  recordsWorks:
    "You can see your balance and pay at a store's QR. Charging, showing a code, signing in and finding stores may fail.",
  messages: "No SMS and no calls can be sent just now.",
  messagesWorks:
    "Who is signed in can use everything as ever. Signing in anew and changing a number have to wait a little.",
  late: "Records are running late.",
  lateWorks: "Paying, charging and your balance are as ever. Marks of voids and refunds may show later.",
  slow: "Many people are using this just now.",
  slowWorks: "Everything works, but may take a while. Press a button once only, and wait.",
};
