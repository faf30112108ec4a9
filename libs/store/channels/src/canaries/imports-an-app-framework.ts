// must fail: @nx/enforce-module-boundaries
import { GraphQLModule } from '@nestjs/graphql';

export const canary = GraphQLModule;
