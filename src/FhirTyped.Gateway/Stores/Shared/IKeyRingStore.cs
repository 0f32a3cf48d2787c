namespace FhirTyped.Gateway;

/// <summary>Keeps the key ring of ASP.NET Core's Data Protection, which seals cookies: each key sealed by us before it gets here.</summary>
/// <remarks>Thread-safe. It does not wait asynchronously, since what asks for it cannot. Where the store cannot be reached, each method throws <see cref="StoreUnavailableException"/>.</remarks>
internal interface IKeyRingStore
{
    /// <summary>All keys, in no order.</summary>
    IReadOnlyList<KeyRingElement> List();

    /// <summary>Keeps a key; one of the same name is replaced.</summary>
    void Set(KeyRingElement element);
}

/// <summary>A key of the ring.</summary>
/// <param name="Name">Its name, which is no secret.</param>
/// <param name="Sealed">The sealed key.</param>
internal sealed record KeyRingElement(string Name, ReadOnlyMemory<byte> Sealed);
