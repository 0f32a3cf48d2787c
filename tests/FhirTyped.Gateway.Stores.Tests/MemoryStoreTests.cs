namespace FhirTyped.Gateway.Stores.Tests;

public sealed class MemorySessionStoreTests : SessionStoreContract<MemoryPlace>;

public sealed class MemoryOnceStoreTests : OnceStoreContract<MemoryPlace>;

public sealed class MemoryLeaseStoreTests : LeaseStoreContract<MemoryPlace>;

public sealed class MemoryCounterStoreTests : CounterStoreContract<MemoryPlace>;

public sealed class MemoryBlockStoreTests : BlockStoreContract<MemoryPlace>;

public sealed class MemoryGatewayBusTests : GatewayBusContract<MemoryPlace>;

public sealed class MemoryAuditStoreTests : AuditStoreContract<MemoryPlace>;

public sealed class MemoryKeyRingStoreTests : KeyRingStoreContract<MemoryPlace>;
