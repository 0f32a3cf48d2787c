namespace FhirTyped.Gateway.PostgreSql;

/// <summary>The key ring in PostgreSQL.</summary>
internal sealed class PostgreSqlKeyRingStore(PostgreSqlDatabase database) : IKeyRingStore
{
    /// <inheritdoc/>
    public IReadOnlyList<KeyRingElement> List() => database.RunBlocking(static connection =>
    {
        using var command = PostgreSqlDatabase.Command(connection, "SELECT name, sealed FROM gateway_key_ring");
        using var rows = command.ExecuteReader();
        var elements = new List<KeyRingElement>();
        while (rows.Read())
        {
            elements.Add(new(StoreText.Decode(rows.GetFieldValue<byte[]>(0)), rows.GetFieldValue<byte[]>(1)));
        }

        return elements;
    });

    /// <inheritdoc/>
    public void Set(KeyRingElement element) => database.RunBlocking(connection =>
    {
        using var command = PostgreSqlDatabase.Command(
            connection,
            "INSERT INTO gateway_key_ring (name_hash, name, sealed) VALUES ($1, $2, $3) ON CONFLICT (name_hash) DO UPDATE SET sealed = excluded.sealed",
            StoreText.Hash(element.Name), StoreText.Encode(element.Name), element.Sealed.ToArray());
        return command.ExecuteNonQuery();
    });
}
