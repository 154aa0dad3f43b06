import type { ProblemDictionary } from "./problem-words.ts";

/** Refusals and troubles in English. */
export const problemsEn: ProblemDictionary = {
  "insufficient-balance": {
    what: "The balance is not enough.",
    next: "Lower the amount, or pay the rest another way.",
  },
  "outside-unit": { what: "This amount does not fit the unit.", next: "Enter an amount in the unit shown." },
  "outside-scope": {
    what: "It can't be used at this store.",
    next: "The store is not in the area or trade where it can be used. The list of stores says where it can.",
  },
  expired: { what: "The time to use this has passed.", next: "This balance can't be used." },
  frozen: { what: "Use has been stopped.", next: "Please call the secretariat." },
  "not-handed-over": {
    what: "This sheet has not been handed over yet.",
    next: "Please have the desk that issued it hand it over. Nothing was paid.",
  },
  "not-yet-valid": {
    what: "This can't be used yet.",
    next: "Its first day has not come. Please ask whoever issued it.",
  },
  "charge-in-progress": {
    what: "This coupon is being charged into the app.",
    next: "Wait a moment and try again.",
  },
  charged: { what: "This coupon has been charged into the app.", next: "Use the balance in the app." },
  cancelled: { what: "This coupon has been cancelled.", next: "Ask where it was issued." },
  "over-limit": { what: "This is above the limit.", next: "Lower the amount and try again." },
  "confirmation-needed": {
    what: "This has to be confirmed with your fingerprint or face.",
    next: "Please confirm it, then it goes on.",
  },
  "wallet-full": {
    what: "This wallet can't hold any more.",
    next: "Spend some of the balance, then try again.",
  },
  "cpm-not-accepted": {
    what: "This store does not take paper or shown codes.",
    next: "Pay by scanning the store's QR with the app.",
  },
  "store-suspended": {
    what: "This store is not taking payments now.",
    next: "Please contact the secretariat.",
  },
  "store-qr-replaced": {
    what: "This QR has been replaced by another one.",
    next: "Ask the store for its present QR.",
  },
  "signature-invalid": { what: "This QR can't be used.", next: "Ask the store whether it is the right one." },
  "handle-expired": { what: "Too much time has passed since scanning.", next: "Please scan again." },
  "programme-closed": { what: "This programme is not open now.", next: "Please see the notices." },
  "other-programme": {
    what: "This belongs to another programme.",
    next: "Choose the matching Pay or coupon.",
  },
  "nothing-left": { what: "There is nothing left.", next: "Use another coupon or Pay." },
  "payment-not-found": { what: "That payment was not found.", next: "Check the receipt number." },
  "reversal-exceeds-payment": {
    what: "You can't return more than was paid.",
    next: "Check the amount to return.",
  },
  "return-exceeds-payout": {
    what: "No more can come back than was paid out.",
    next: "Check the amount that was returned.",
  },
  "void-window-closed": {
    what: "The time to void this has passed.",
    next: "Ask head office or the secretariat for a refund.",
  },
  "other-store": { what: "This payment was made at another store.", next: "Use the store that received it." },
  "expiry-not-allowed": {
    what: "The expiry can't be moved to this date.",
    next: "Choose a date from today to the last day of the programme.",
  },
  "insufficient-allotment": {
    what: "The allotment is not enough.",
    next: "Issue fewer, or ask the secretariat for more.",
  },
  "evidence-missing": {
    what: "This issue needs a file that proves the stay.",
    next: "Add one, then hand the coupons over.",
  },
  "evidence-closed": {
    what: "Files can't be added to or taken off this issue now.",
    next: "Refresh the screen and check its state.",
  },
  "stay-issued-before": {
    what: "This reservation already has coupons.",
    next: "Nothing was issued. To issue again, choose a reason.",
  },
  "insufficient-fund": { what: "The fund is not enough.", next: "Check the deposits and try again." },
  "issue-not-found": { what: "That issue was not found.", next: "Check the issue number." },
  "issue-state": { what: "This can't be done in its present state.", next: "Refresh the screen and check." },
  "issue-mismatch": { what: "The issue does not match its record.", next: "Please tell the secretariat." },
  "operation-abandoned": {
    what: "This operation was given up.",
    next: "No money moved. Please start again.",
  },
  "operation-conflict": {
    what: "The same operation arrived with other details.",
    next: "Check the history, then start again.",
  },
  "wrong-holder": { what: "This operation belongs to another balance.", next: "Start again by scanning." },
  "try-again": { what: "The system is busy.", next: "Wait a moment and try again." },
  "coupon-state-lost": { what: "We are checking the state of this coupon.", next: "Please try again later." },
  "coupon-unknown": { what: "No coupon was found for this code.", next: "Check the 20 digits." },
  "invalid-request": { what: "Something needs correcting.", next: "Check the marked fields." },
  "malformed-json": { what: "It could not be sent correctly.", next: "Refresh the screen and try again." },
  "body-too-large": { what: "There is too much data.", next: "Send it in parts." },
  "unsupported-media-type": { what: "This format is not accepted.", next: "Check the kind of file." },
  "not-found": { what: "Not found.", next: "Go back and choose again." },
  "method-not-allowed": { what: "This action is not accepted.", next: "Refresh the screen and try again." },
  "not-signed-in": { what: "You are not signed in.", next: "Sign in and try again." },
  "session-expired": { what: "You were signed out after some time.", next: "Please sign in again." },
  forbidden: { what: "You can't do this.", next: "Ask somebody who has the right to." },
  csrf: { what: "It was not accepted, for safety.", next: "Refresh the screen and try again." },
  "credentials-wrong": { what: "The ID or the password is wrong.", next: "Check and enter them again." },
  "account-stopped": { what: "This account has been stopped.", next: "Ask the person who manages it." },
  "password-common": {
    what: "This password is easy to guess.",
    next: "Put three or four words together that don't belong together.",
  },
  "factor-required": {
    what: "The code of your app is still missing.",
    next: "Enter the six digits that your app shows.",
  },
  "factor-set-up-required": {
    what: "This account needs an app that shows codes.",
    next: "Set it up as the screen says.",
  },
  "factor-wrong": {
    what: "The code is wrong.",
    next: "Look at your app and enter it again.",
  },
  "factor-used": {
    what: "This code has been used already.",
    next: "Wait until your app shows another one, and enter that.",
  },
  "factor-ticket-ended": {
    what: "This took too long; it starts anew.",
    next: "Scan the new QR code.",
  },
  "proof-needed": {
    what: "Enter your password once more for this.",
    next: "Changing how you sign in asks for it again after a while.",
  },
  "key-refused": {
    what: "This key is not good.",
    next: "Look at the keys for till systems in the store's back office, or make another one.",
  },
  "till-locked": {
    what: "This device is locked.",
    next: "Unlock it with your PIN or your password.",
  },
  "pin-wrong": {
    what: "That is not the PIN.",
    next: "Enter it once more, slowly. If you have forgotten it, your password unlocks too.",
  },
  "pin-obvious": {
    what: "That number is easy for others to guess.",
    next: "Choose four other digits: no repeats, no runs, no year of birth.",
  },
  "invitation-ended": {
    what: "This link can't be used any more.",
    next: "Ask the person who invited you to send another one.",
  },
  "password-change-required": {
    what: "This is still the first password.",
    next: "Change it to one that only you know.",
  },
  "away-too-long": {
    what: "You have been away for a while, so your number is checked.",
    next: "Enter the 6 digits we send by SMS, and you can go on.",
  },
  "terms-not-accepted": { what: "The terms are not accepted yet.", next: "Read and accept the terms." },
  "picture-not-readable": {
    what: "This can't be read as a picture.",
    next: "Choose a JPEG, PNG or WebP picture.",
  },
  "already-decided": { what: "This has been decided already.", next: "Refresh the screen and check." },
  "pin-outside-region": {
    what: "The pin is outside this region.",
    next: "Put it where the store is.",
  },
  "changed-meanwhile": {
    what: "Somebody else changed this first.",
    next: "Note what you wrote, then refresh the screen.",
  },
  "code-wrong": { what: "The number is wrong.", next: "Check the 6 digits in the SMS." },
  "code-expired": { what: "The number is too old.", next: "Send a new one." },
  "move-ended": {
    what: "These digits move nothing.",
    next: "Show a new QR on the old phone. Digits are good once, for five minutes.",
  },
  "number-check-ended": {
    what: "This link can't be used any more.",
    next: "Its time is over, or it was called off. Please call the office to go on.",
  },
  "number-silent": {
    what: "The wallet of this number wasn't used for more than a year.",
    next: "If it is yours, call the office. They check who you are and open it.",
  },
  "number-in-use": {
    what: "Another wallet uses this number.",
    next: "Sign in with it to use that one. Two wallets can't be made one.",
  },
  "code-locked": { what: "It is locked for a while after wrong numbers.", next: "Please try again later." },
  "code-needed": {
    what: "Please show that it is you with a fresh code.",
    next: "We send 6 digits to your phone. Enter them here.",
  },
  "passkey-not-accepted": {
    what: "Your fingerprint or face could not be accepted.",
    next: "Please try again. If it doesn't work, sign in another way.",
  },
  "messages-stopped": {
    what: "We can't send codes at the moment.",
    next: "Please try again later. Paper coupons work as they are.",
  },
  "phone-not-mobile": { what: "We can't send an SMS to this number.", next: "Enter a mobile phone number." },
  "too-many-requests": {
    what: "There were too many tries in a short time.",
    next: "Wait a moment and try again.",
  },
  "code-incomplete": { what: "The number does not have 20 digits.", next: "Enter all 20 digits." },
  "code-check-digit": { what: "Some digit is wrong.", next: "Check it again with the sheet." },
  "payment-code-unknown": { what: "No such code was found.", next: "Ask the customer to show it again." },
  "payment-code-over": { what: "This code is over.", next: "Ask the customer for a new one." },
  "coupon-not-found": { what: "No coupon was found for this code.", next: "Check the 20 digits." },
  "store-not-found": { what: "The store was not found.", next: "Scan the store's QR again." },
  conflict: {
    what: "Somebody else changed this at the same time.",
    next: "Refresh the screen and try again.",
  },
  "history-too-long": {
    what: "There is too much history in this period for one file.",
    next: "Choose a shorter period, then try again.",
  },
  "sales-too-long": {
    what: "There are too many sales in this period for one file.",
    next: "Choose a shorter period or another way to add them up, then try again.",
  },
  "push-refused": {
    what: "This browser can't be notified.",
    next: "Update the browser or use another one. Your news are under Notices in any case.",
  },
  "too-many-follows": {
    what: "You follow as many stores as is possible.",
    next: "Stop following another store, then try again.",
  },
  "limit-exceeded": {
    what: "This is more than can be handled at once.",
    next: "Lower the number and try again.",
  },
  "file-not-ready": { what: "The file is still being made.", next: "Please wait until it is ready." },
  "report-too-long-for-xlsx": {
    what: "There are more rows than one sheet of Excel has.",
    next: "Choose CSV, or a shorter period.",
  },
  "report-file-gone": {
    what: "The file was kept long enough and is gone.",
    next: "Make it again for the same period and final date: it will be the same file.",
  },
  "download-link-over": {
    what: "The link for the download has expired.",
    next: "Download it again from the list of reports.",
  },
  "issue-not-ready": { what: "The issue is still being written.", next: "Please wait until it is ready." },
  "programme-state": {
    what: "This can't be done in the state the programme is in now.",
    next: "Reload the page to see its state.",
  },
  "programme-incomplete": {
    what: "Something is still missing.",
    next: "Please look at the list of what is missing.",
  },
  "picture-unreadable": {
    what: "This file can't be used as a picture.",
    next: "Please choose a PNG, JPEG or WebP picture.",
  },
  "sound-unreadable": {
    what: "This file can't be used as a sound.",
    next: "Please choose an MP3, M4A, WAV or OGG file that can be heard.",
  },
  "notice-state": {
    what: "This notice can no longer be changed.",
    next: "Withdraw it and write a new one.",
  },
  "letter-state": {
    what: "This can't be done with the letter as it stands now.",
    next: "Open the screen again and check its state.",
  },
  "letters-this-month": {
    what: "This store has sent all its letters of this month.",
    next: "It can send again next month.",
  },
  "file-unreadable": {
    what: "This file can't be read.",
    next: "Save it again as CSV in your spreadsheet, and choose it once more.",
  },
  "import-busy": { what: "Another import is still under way.", next: "Try again when it has ended." },
  "grant-state": {
    what: "This grant has moved on meanwhile.",
    next: "Reload the page to see where it stands.",
  },
  "import-state": {
    what: "This import is not at that stage now.",
    next: "Reload the page to see how it stands.",
  },
  "no-payout-rule": {
    what: "Nobody has said yet how this programme closes and pays.",
    next: "Set up closing and payout first.",
  },
  "dates-not-sealed": {
    what: "The records of this period are not final yet.",
    next: "Try again when the period has ended and its dates are sealed.",
  },
  "closing-state": {
    what: "This can't be done with the closing as it is now.",
    next: "Reload the page and look at its state.",
  },
  "payout-state": {
    what: "This can't be done with the payout as it is now.",
    next: "Reload the page and look at its state.",
  },
  "approval-state": {
    what: "It has been decided already, or its time is over.",
    next: "Load the list again.",
  },
  "approval-not-yours": {
    what: "This proposal is not yours to decide.",
    next: "Ask a colleague whose work it is.",
  },
  "approval-ended": { what: "This proposal was not approved.", next: "No money has moved. Propose it anew." },
  "result-unreadable": {
    what: "This can't be read as a bank's result file.",
    next: "Please choose the file exactly as the bank sent it.",
  },
  "same-person": {
    what: "Somebody else than the one who checked it must approve it.",
    next: "Ask a colleague to approve it.",
  },
  "nothing-to-pay": {
    what: "There is nothing to pay.",
    next: "Check the accounts and whether the closing is approved.",
  },
  "not-a-bank-day": { what: "Banks are closed on this day.", next: "Choose a day on which banks are open." },
  "bank-unknown": {
    what: "This bank or branch is not known.",
    next: "Choose the bank and the branch again.",
  },
  "kana-refused": {
    what: "There is a character that bank files can't hold.",
    next: "Write the name in katakana as it stands in the passbook.",
  },
  "https-only": { what: "This address is only answered over https.", next: "Please open the https address." },
  "dev-only": { what: "This screen is not available here.", next: "Please go back." },
  internal: { what: "Something went wrong on our side.", next: "Wait a moment and try again." },
  offline: { what: "You are offline.", next: "Try again when you are connected." },
  "passkey-cancelled": {
    what: "The check of your fingerprint or face was not finished.",
    next: "Please try again.",
  },
  "passkey-exists": { what: "This phone is registered already.", next: "You can use it as it is." },
  "passkey-impossible": {
    what: "Fingerprint or face can't be used on this phone.",
    next: "Turn on the screen lock in the phone's settings, or go on as before.",
  },
  "lost-reply": { what: "No reply arrived.", next: "We are checking what happened." },
  "unreadable-reply": { what: "The reply could not be read.", next: "Wait a moment and try again." },
};
