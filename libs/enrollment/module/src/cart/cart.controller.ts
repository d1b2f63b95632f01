import { Controller } from '@nestjs/common';
import { enrollmentRoutes, type Cart, type CartResults } from '@sugang/enrollment-contracts';
import { Input, Serves, type RequestOf } from '@sugang/http';
import { EnrolCart } from './enrol-cart.ts';
import { FillCart } from './fill-cart.ts';

type Routes = typeof enrollmentRoutes;

@Controller()
export class CartController {
  constructor(
    private readonly carts: FillCart,
    private readonly enrolment: EnrolCart,
  ) {}

  @Serves(enrollmentRoutes.cart)
  cart(@Input() { caller }: RequestOf<Routes['cart']>): Promise<Cart> {
    return this.carts.read(caller.id);
  }

  @Serves(enrollmentRoutes.putInCart)
  put(@Input() { caller, params, body }: RequestOf<Routes['putInCart']>): Promise<Cart> {
    return this.carts.put(caller.id, params.sectionId, body.credits);
  }

  @Serves(enrollmentRoutes.takeFromCart)
  take(@Input() { caller, params }: RequestOf<Routes['takeFromCart']>): Promise<void> {
    return this.carts.remove(caller.id, params.sectionId);
  }

  @Serves(enrollmentRoutes.enrolCart)
  enrol(@Input() { caller }: RequestOf<Routes['enrolCart']>): Promise<CartResults> {
    return this.enrolment.enrol(caller.id);
  }
}
