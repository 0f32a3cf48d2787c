using FhirTyped.TestKit;

namespace FhirTyped.Hostile.Tests;

/// <summary>An answer that no server should give, and how each call has to end with it.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Expected">
/// A letter for each call of <see cref="HostileCall"/>: <c>+</c> success, <c>T</c> transport, <c>O</c> timeout, <c>F</c> format, <c>P</c> protocol, <c>R</c>
/// response, <c>N</c> not found, <c>C</c> conflict, <c>A</c> authorization, <c>L</c> rate limit, <c>X</c> transaction, <c>S</c> search, <c>D</c> dropped filter.
/// </param>
/// <param name="Answer">The answer.</param>
internal sealed record HostileAnswer(string Name, string Expected, RawAnswer Answer)
{
    /// <summary>
    /// Whether the connection ends without a byte. A request that changes nothing and has no body may then be sent again, and the HTTP client of .NET
    /// does so (RFC 9110 section 9.2.2); one that writes may not.
    /// </summary>
    public bool IsSilent { get; init; }

    /// <summary>The letter of how a call ended.</summary>
    public static char LetterOf(Exception? error) => error switch
    {
        null => '+',
        FhirTransportException => 'T',
        FhirTimeoutException => 'O',
        FhirFormatException => 'F',
        FhirProtocolException => 'P',
        FhirNotFoundException => 'N',
        FhirConflictException => 'C',
        FhirAuthorizationException => 'A',
        FhirRateLimitException => 'L',
        FhirTransactionException => 'X',
        FhirResponseException => 'R',
        FhirDroppedFilterException => 'D',
        FhirSearchException => 'S',
        _ => '?',
    };

    /// <summary>The name, for the list of tests.</summary>
    public override string ToString() => Name;
}
