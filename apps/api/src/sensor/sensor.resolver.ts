import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '@watchfloor/identity';
import { Who, type Caller } from '../auth/caller.ts';
import { CreateSensorInput, CreateSensorPayload, RegisterSensorCertificateInput, RegisterSensorCertificatePayload, SensorModel } from './sensor.model.ts';
import { SensorService } from './sensor.service.ts';

@Resolver()
export class SensorResolver {
  constructor(private readonly sensors: SensorService) {}

  @Query(() => [SensorModel], { name: 'sensors' })
  @Allow('sensor:read')
  list(@Who() caller: Caller, @Args('tenantId', { type: () => ID, nullable: true }) tenantId: string | null | undefined): Promise<SensorModel[]> {
    return this.sensors.list(caller, tenantId);
  }

  @Mutation(() => CreateSensorPayload)
  @Allow('sensor:create')
  createSensor(@Who() caller: Caller, @Args('input') input: CreateSensorInput): Promise<CreateSensorPayload> {
    return this.sensors.create(caller, input);
  }

  @Mutation(() => RegisterSensorCertificatePayload, { description: 'Lets the sensor prove itself by a TLS client certificate (HTTP, syslog and MQTT over TLS).' })
  @Allow('sensor:create')
  registerSensorCertificate(@Who() caller: Caller, @Args('input') input: RegisterSensorCertificateInput): Promise<RegisterSensorCertificatePayload> {
    return this.sensors.registerCertificate(caller, input);
  }
}
