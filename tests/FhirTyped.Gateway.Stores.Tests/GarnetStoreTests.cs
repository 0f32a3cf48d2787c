namespace FhirTyped.Gateway.Stores.Tests;

public sealed class GarnetSessionStoreTests : SessionStoreContract<GarnetPlace>;

public sealed class GarnetOnceStoreTests : OnceStoreContract<GarnetPlace>;

public sealed class GarnetLeaseStoreTests : LeaseStoreContract<GarnetPlace>;

public sealed class GarnetCounterStoreTests : CounterStoreContract<GarnetPlace>;

public sealed class GarnetBlockStoreTests : BlockStoreContract<GarnetPlace>;

public sealed class GarnetGatewayBusTests : GatewayBusContract<GarnetPlace>;

public sealed class GarnetKeyRingStoreTests : KeyRingStoreContract<GarnetPlace>;

