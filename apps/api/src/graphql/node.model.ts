import { Field, ID, InterfaceType } from '@nestjs/graphql';
import { parseGlobalId } from './global-id.ts';

@InterfaceType('Node', {
  description: 'Anything with a global id.',
  resolveType: (value: { id: string }) => parseGlobalId(value.id).type,
})
export abstract class NodeModel {
  @Field(() => ID, { description: 'Opaque; unique over types and customers.' })
  id!: string;
}
