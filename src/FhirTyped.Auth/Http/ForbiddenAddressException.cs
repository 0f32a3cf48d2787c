namespace FhirTyped.Auth;

/// <summary>An address that came from data leads to where such an address may not lead.</summary>
/// <param name="host">The host.</param>
internal sealed class ForbiddenAddressException(string host) : IOException(
    $"'{host}' was named by the FHIR server and leads into a network where that server is not: it is not asked. Where that is right, configure the address.")
{
    /// <summary>Such an exception among another and what caused it; null where there is none.</summary>
    public static ForbiddenAddressException? Find(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is ForbiddenAddressException found)
            {
                return found;
            }
        }

        return null;
    }
}
