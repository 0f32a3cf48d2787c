namespace FhirTyped.Gateway.Stores.Tests;

public sealed class SqliteSessionStoreTests : SessionStoreContract<SqlitePlace>;

public sealed class SqliteOnceStoreTests : OnceStoreContract<SqlitePlace>;

public sealed class SqliteLeaseStoreTests : LeaseStoreContract<SqlitePlace>;

public sealed class SqliteCounterStoreTests : CounterStoreContract<SqlitePlace>;

public sealed class SqliteBlockStoreTests : BlockStoreContract<SqlitePlace>;

public sealed class SqliteGatewayBusTests : GatewayBusContract<SqlitePlace>;

public sealed class SqliteAuditStoreTests : AuditStoreContract<SqlitePlace>;

public sealed class SqliteKeyRingStoreTests : KeyRingStoreContract<SqlitePlace>;

public sealed class SqliteAuditRowsTests : AuditRowsContract<SqlitePlace>;
