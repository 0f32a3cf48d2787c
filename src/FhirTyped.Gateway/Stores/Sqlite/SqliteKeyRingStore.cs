namespace FhirTyped.Gateway;

/// <summary>The key ring in an SQLite file.</summary>
internal sealed class SqliteKeyRingStore(SqliteDatabase database) : IKeyRingStore
{
    /// <inheritdoc/>
    public IReadOnlyList<KeyRingElement> List() => database.ReadBlocking(static handle =>
    {
        using var rows = handle.Query("SELECT name, sealed FROM key_ring");
        var elements = new List<KeyRingElement>();
        while (rows.Read())
        {
            elements.Add(new(StoreText.Decode(rows.GetFieldValue<byte[]>(0)), rows.GetFieldValue<byte[]>(1)));
        }

        return elements;
    });

    /// <inheritdoc/>
    public void Set(KeyRingElement element)
    {
        var (name, content) = (StoreText.Encode(element.Name), element.Sealed.ToArray());
        database.WriteBlocking(isDurable: true, handle => handle.Execute("INSERT OR REPLACE INTO key_ring (name, sealed) VALUES ($1, $2)", name, content));
    }
}
