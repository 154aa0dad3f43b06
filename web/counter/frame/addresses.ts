/** Where each screen of the till is. */
export const to = {
  home: "/counter/",
  scan: "/counter/scan",
  confirm: "/counter/confirm",
  done: "/counter/done",
  payments: "/counter/payments",
  arrived: "/counter/arrived",
  qr: "/counter/qr",
  settings: "/counter/settings",
  password: "/counter/settings/password",
  reader: "/counter/settings/reader",
  sessions: "/counter/settings/sessions",
  till: "/counter/till",
  help: "/counter/help",
  checking: (operationId: string) => `/counter/checking/${operationId}`,
  payment: (date: string, operationId: string) => `/counter/payments/${date}/${operationId}`,
} as const;
