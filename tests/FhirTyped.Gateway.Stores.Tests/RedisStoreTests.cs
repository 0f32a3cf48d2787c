namespace FhirTyped.Gateway.Stores.Tests;

public sealed class RedisSessionStoreTests : SessionStoreContract<RedisPlace>;

public sealed class RedisOnceStoreTests : OnceStoreContract<RedisPlace>;

public sealed class RedisLeaseStoreTests : LeaseStoreContract<RedisPlace>;

public sealed class RedisCounterStoreTests : CounterStoreContract<RedisPlace>;

public sealed class RedisBlockStoreTests : BlockStoreContract<RedisPlace>;

public sealed class RedisGatewayBusTests : GatewayBusContract<RedisPlace>;

public sealed class RedisKeyRingStoreTests : KeyRingStoreContract<RedisPlace>;

