// Ways to a page.

export const FILE = '/dossiers/{dossierId}';

// Files of the demonstration, from the youngest to the furthest.
export const RECEIVED = 'Eetcafé De Verzonnen Gans B.V.';
export const SCOPED = 'Grondbank Fantasia N.V.';
export const FORMS_OUT = 'Zaal Nergenshuizen B.V.';
export const REPAIR = 'Voorbeeld Recycling B.V.';
export const INQUIRY = 'Fictief Beheer B.V.';

// Opens an address.
export function at(address) {
  return () => address;
}

// Opens an address that answers with an error on purpose, which is not weighed.
export function failing(address) {
  return async (page) => {
    await page.goto(address);
  };
}

// Opens an address below a file of the demonstration.
export function ofFile(name, below = '') {
  return async (_, office) => `/dossiers/${await office.fileId(name)}${below}`;
}

// Sends a form as it comes, without what it asks.
export function sendEmpty(name, address, button) {
  return async (page, office) => {
    await page.goto(name ? await ofFile(name, address)(page, office) : address);
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByRole('alert').first().waitFor();
  };
}
