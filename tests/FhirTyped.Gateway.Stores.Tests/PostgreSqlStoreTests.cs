namespace FhirTyped.Gateway.Stores.Tests;

public sealed class PostgreSqlSessionStoreTests : SessionStoreContract<PostgreSqlPlace>;

public sealed class PostgreSqlOnceStoreTests : OnceStoreContract<PostgreSqlPlace>;

public sealed class PostgreSqlLeaseStoreTests : LeaseStoreContract<PostgreSqlPlace>;

public sealed class PostgreSqlCounterStoreTests : CounterStoreContract<PostgreSqlPlace>;

public sealed class PostgreSqlBlockStoreTests : BlockStoreContract<PostgreSqlPlace>;

public sealed class PostgreSqlGatewayBusTests : GatewayBusContract<PostgreSqlPlace>;

public sealed class PostgreSqlAuditStoreTests : AuditStoreContract<PostgreSqlPlace>;

public sealed class PostgreSqlKeyRingStoreTests : KeyRingStoreContract<PostgreSqlPlace>;

public sealed class PostgreSqlAuditRowsTests : AuditRowsContract<PostgreSqlPlace>;

