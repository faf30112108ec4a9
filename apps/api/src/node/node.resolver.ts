import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '@watchfloor/identity';
import { Who, type Caller } from '../auth/caller.ts';
import { NodeModel } from '../graphql/node.model.ts';
import { NodeService } from './node.service.ts';

@Resolver()
export class NodeResolver {
  constructor(private readonly nodes: NodeService) {}

  @Query(() => NodeModel, { name: 'node', nullable: true, description: 'Anything by its global id.' })
  @Allow('self:read')
  find(@Who() caller: Caller, @Args('id', { type: () => ID }) id: string): Promise<NodeModel> {
    return this.nodes.find(caller, id);
  }
}
