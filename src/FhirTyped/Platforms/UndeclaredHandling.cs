namespace FhirTyped;

/// <summary>What happens to a request that a platform neither declares nor rules out.</summary>
public enum UndeclaredHandling
{
    /// <summary>It is sent.</summary>
    Send,

    /// <summary>It is refused before anything is sent.</summary>
    Refuse,
}
