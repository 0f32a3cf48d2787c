using System.Net;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>
/// Something that goes wrong on the way, for tests of resilience: <see cref="FhirSandbox.Inject"/> says which requests it befalls.
/// </summary>
public sealed class SandboxFault
{
    private SandboxFault()
    {
    }

    /// <summary>The connection is closed without an answer, and the request is not carried out.</summary>
    public static SandboxFault DroppedConnection { get; } = new() { IsDropped = true };

    /// <summary>The request is carried out, and the connection closed instead of an answer: the client cannot know.</summary>
    public static SandboxFault LostAnswer { get; } = new() { IsAnswerLost = true };

    internal SandboxReply? Reply { get; private init; }

    internal TimeSpan Delay { get; private init; }

    internal bool IsDropped { get; private init; }

    internal bool IsAnswerLost { get; private init; }

    /// <summary>How many bytes of the body are sent; null for all.</summary>
    internal int? SentBytes { get; private init; }

    /// <summary>The request is answered with a status, and not carried out.</summary>
    /// <param name="status">The status, for example 429 or 503.</param>
    /// <param name="retryAfter">The header <c>Retry-After</c>, rounded up to whole seconds; null for none.</param>
    /// <param name="outcome">The body; null for none.</param>
    public static SandboxFault Status(HttpStatusCode status, TimeSpan? retryAfter = null, OperationOutcome? outcome = null) => new()
    {
        Reply = new SandboxReply(status) { Body = outcome is null ? default : FhirJson.ToUtf8Bytes(outcome), RetryAfter = retryAfter },
    };

    /// <summary>The request waits before it is carried out, by the sandbox's own clock.</summary>
    /// <param name="delay">How long; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is negative.</exception>
    public static SandboxFault Delayed(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new() { Delay = delay };
    }

    /// <summary>The request is carried out; of the answer's body only the beginning is sent, though its head promises all of it.</summary>
    /// <param name="sentBytes">How many bytes of the body are sent; a shorter body is sent whole.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sentBytes"/> is negative.</exception>
    public static SandboxFault Truncated(int sentBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sentBytes);
        return new() { SentBytes = sentBytes };
    }
}
