/**
 * Line icons on a 24 grid, as SVG markup inside one `<svg>`: no sprite file, no request, no duplicate ids.
 * Stroke, width and caps come from `.icon` in kit.css.
 */
export const ICONS = {
  scan: '<path d="M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8M16 4h2.5A1.5 1.5 0 0 1 20 5.5V8M20 16v2.5a1.5 1.5 0 0 1-1.5 1.5H16M8 20H5.5A1.5 1.5 0 0 1 4 18.5V16M4 12h16"/>',
  qr: '<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v.01M14 20v-1.5M17.5 17v3H20"/>',
  bell: '<path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4"/>',
  home: '<path d="M4 11.5 12 4.5l8 7V20h-5.5v-5h-5v5H4z"/>',
  map: '<path d="M4 6.5 9.5 4.5l5 2 5.5-2v13l-5.5 2-5-2-5.5 2zM9.5 4.5v13M14.5 6.5v13"/>',
  pin: '<path d="M12 21c4.5-4.6 6.5-8 6.5-11a6.5 6.5 0 0 0-13 0c0 3 2 6.4 6.5 11z"/><circle cx="12" cy="10" r="2.3"/>',
  list: '<path d="M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01"/>',
  history: '<path d="M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4.5v4h4M12 8v4.3l3 1.9"/>',
  user: '<circle cx="12" cy="8.5" r="4"/><path d="M4.5 20.5c.8-3.7 3.7-5.5 7.5-5.5s6.7 1.8 7.5 5.5"/>',
  users:
    '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5c.6-3.3 3.1-5 6.5-5s5.9 1.7 6.5 5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.9c2 .7 3.2 2.3 3.6 4.6"/>',
  back: '<path d="M14.5 5 8 12l6.5 7"/>',
  next: '<path d="M9.5 5l6.5 7-6.5 7"/>',
  down: '<path d="M12 4.5v15M6 13.5l6 6 6-6"/>',
  right: '<path d="M4.5 12h15M13.5 6l6 6-6 6"/>',
  close: '<path d="M6 6l12 12M18 6 6 18"/>',
  check: '<path d="M4.5 12.5 10 18 19.5 6.5"/>',
  done: '<circle cx="12" cy="12" r="8.5"/><path d="M8 12.3l2.8 2.8L16 9.5"/>',
  warn: '<path d="M12 4 2.8 19.8h18.4zM12 10v4.5M12 17.2v.01"/>',
  info: '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 7.8v.01"/>',
  clock: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.3l3.3 2"/>',
  calendar: '<path d="M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8"/>',
  ticket:
    '<path d="M3.5 6.5h17v3.7a2 2 0 0 0 0 3.6v3.7h-17v-3.7a2 2 0 0 0 0-3.6zM14.5 6.5v2M14.5 11v2M14.5 15.5v2"/>',
  phone: '<path d="M7 2.5h10v19H7zM10.5 18.5h3"/>',
  call: '<path d="M5 4h3.5l1.7 4.5-2 1.6a12 12 0 0 0 5.7 5.7l1.6-2L20 15.5V19a1.5 1.5 0 0 1-1.6 1.5C10.6 20 4 13.4 3.5 5.6A1.5 1.5 0 0 1 5 4z"/>',
  erase: '<path d="M8.5 5.5H20.5v13H8.5L3 12zM12 9.5l5 5M17 9.5l-5 5"/>',
  camera: '<path d="M3.5 7.5h4l1.5-2.5h6l1.5 2.5h4v11.5h-17z"/><circle cx="12" cy="13" r="3.5"/>',
  keyboard: '<path d="M3 6.5h18v11H3zM6.5 10h.01M10 10h.01M14 10h.01M17.5 10h.01M7.5 14h9"/>',
  reader:
    '<path d="M4 4.5h12.5a3 3 0 0 1 3 3v2H9.5l1 6.5-1.5 4H5.5zM9.5 9.5 8 4.5M19.5 12v.01M19.5 15v.01M17 13.5v.01"/>',
  wifi: '<path d="M3.5 9.5a12.5 12.5 0 0 1 17 0M6.5 13a8 8 0 0 1 11 0M9.5 16.3a3.8 3.8 0 0 1 5 0M12 19.5v.01"/>',
  offline:
    '<path d="M3 3l18 18M3.5 9.5a12.5 12.5 0 0 1 4-2.6M11 6.2a12.5 12.5 0 0 1 9.5 3.3M6.5 13a8 8 0 0 1 4.5-2.1M9.5 16.3a3.8 3.8 0 0 1 5 0M12 19.5v.01"/>',
  print: '<path d="M7 9V3.5h10V9M7 17H3.5V9h17v8H17M7 14h10v6.5H7z"/>',
  download: '<path d="M12 4v11.5M7 11l5 5 5-5M4.5 20h15"/>',
  search: '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5 20.5 20.5"/>',
  finger:
    '<path d="M4.8 14.5V12a7.2 7.2 0 0 1 14.4 0v1.5M8.2 19.8c-.5-2-.7-3.9-.7-6.8a4.5 4.5 0 0 1 9 0c0 2.4.3 4 .9 5.6M12 12.5c0 3.4.5 6 1.6 8.3"/>',
  lock: '<path d="M5 10.5h14V20.5H5zM8 10.5V7.5a4 4 0 0 1 8 0v3M12 14.5v2"/>',
  refresh: '<path d="M19.5 8.5A8 8 0 0 0 5 8M4.5 15.5A8 8 0 0 0 19 16M19.5 4v4.5H15M4.5 20v-4.5H9"/>',
  shop: '<path d="M4.5 10v10h15V10M3 10l1.5-6h15L21 10a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0zM9.5 20v-5.5h5V20"/>',
  cup: '<path d="M5 8h12v5.5a5 5 0 0 1-5 5h-2a5 5 0 0 1-5-5zM17 9.5h1.5a2.75 2.75 0 0 1 0 5.5H17M9 3.5v1.5M13 3.5v1.5"/>',
  bag: '<path d="M5.5 8.5h13l1 12h-15zM9 8.5a3 3 0 0 1 6 0"/>',
  bed: '<path d="M3 5.5v14M3 16h18M21 19.5V13a3 3 0 0 0-3-3h-7.5v6M3 10h0"/><circle cx="6.8" cy="11.5" r="1.8"/>',
  building: '<path d="M5 20.5V4h9v16.5M14 9.5h5v11M3 20.5h18M8 8h3M8 12h3M8 16h3"/>',
  coin: '<circle cx="12" cy="12" r="8.5"/><path d="M8.5 7.5 12 12.3l3.5-4.8M12 12.3V17M9 12.3h6M9 14.8h6"/>',
  chart: '<path d="M4 4v16h16M8 16v-4M12 16V8M16 16v-6"/>',
  verified: '<path d="M12 3l7.5 3v5.5c0 4.6-3 7.7-7.5 9.5-4.5-1.8-7.5-4.9-7.5-9.5V6zM8.5 12l2.5 2.5 4.5-5"/>',
  eye: '<path d="M2.5 12c2.3-4.2 5.5-6.3 9.5-6.3s7.2 2.1 9.5 6.3c-2.3 4.2-5.5 6.3-9.5 6.3S4.8 16.2 2.5 12z"/><circle cx="12" cy="12" r="2.8"/>',
  sun: '<circle cx="12" cy="12" r="4"/><path d="M12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M5.5 18.5l1.4-1.4M17.1 6.9l1.4-1.4"/>',
  sound: '<path d="M4 9.5h3.5L12 5.5v13l-4.5-4H4zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>',
  doc: '<path d="M6 3.5h8.5L18.5 7.5v13H6zM14 3.5V8h4.5M9 12h6.5M9 15.5h6.5"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  minus: '<path d="M5 12h14"/>',
  menu: '<path d="M4 7h16M4 12h16M4 17h16"/>',
  gear: '<path d="M4 7h8M18 7h2M4 17h2M12 17h8"/><circle cx="15" cy="7" r="2.5"/><circle cx="9" cy="17" r="2.5"/>',
  help: '<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.7a2.6 2.6 0 1 1 3.7 2.3c-.8.4-1.2.9-1.2 1.7M12 16.5v.01"/>',
  undo: '<path d="M8.5 5 4 9.5 8.5 14M4 9.5h10.5a5 5 0 0 1 0 10H9"/>',
  mail: '<path d="M3.5 5.5h17v13h-17zM3.5 7l8.5 6.5L20.5 7"/>',
  globe: '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17"/>',
  swap: '<path d="M7.5 4 4 7.5 7.5 11M4 7.5h16M16.5 13l3.5 3.5-3.5 3.5M20 16.5H4"/>',
  signout: '<path d="M13.5 4H5v16h8.5M10 12h10.5M16.5 8l4 4-4 4"/>',
  megaphone: '<path d="M4 10v4.5h3.5L17 19V5.5L7.5 10zM17 9.5a3 3 0 0 1 0 5.5M8.5 14.5 10 20"/>',
  flag: '<path d="M5.5 21V4M5.5 4.5h12l-2.5 4 2.5 4h-12"/>',
} as const satisfies Record<string, string>;

/** Every icon there is. */
export type IconName = keyof typeof ICONS;
