// Looks whether the order has changed in the meantime, and shows it.
const shown = document.querySelector('[data-order]');
const { order, state } = shown.dataset;

async function look() {
  const response = await fetch(`/orders/${order}/state`);
  if (response.ok && (await response.json()).state !== state) location.reload();
}

// whatever else has happened to it stays as it is
if (state === 'unpaid' || state === 'refunding') setInterval(() => look().catch(() => undefined), 1000);
