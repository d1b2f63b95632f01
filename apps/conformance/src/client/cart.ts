import type { Client } from './client.ts';
import { registrationRoutes } from './registration-routes.ts';
import type { Cart, CartResult } from './registration-routes.ts';

/** What is in the student's cart. */
export async function cartOf(student: Client): Promise<Cart['items']> {
  return (await student.call(registrationRoutes.cart)).items;
}

/** Puts a section into the cart and answers what is in it then. */
export async function putInCart(
  student: Client,
  { id }: { id: string },
  credits?: number,
): Promise<Cart['items']> {
  const input = { params: { sectionId: id }, body: { credits } };
  return (await student.call(registrationRoutes.putInCart, input)).items;
}

/** Takes everything out of the cart. */
export async function emptyCart(student: Client): Promise<void> {
  for (const { sectionId } of await cartOf(student))
    await student.call(registrationRoutes.takeFromCart, { params: { sectionId } });
}

/** Enrols in everything that is in the cart, and answers what became of each. */
export async function enrolCart(student: Client): Promise<CartResult[]> {
  return (await student.call(registrationRoutes.enrolCart)).results;
}
