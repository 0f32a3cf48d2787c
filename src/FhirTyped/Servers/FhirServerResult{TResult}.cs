using System.Runtime.ExceptionServices;

namespace FhirTyped;

/// <summary>What one of several servers gave: a result, or what went wrong.</summary>
/// <typeparam name="TResult">The result.</typeparam>
public sealed class FhirServerResult<TResult>
{
    private readonly TResult? _result;

    internal FhirServerResult(string server, IFhirPlatformClient? client, TResult? result, Exception? error)
    {
        Server = server;
        Platform = client?.Platform;
        BaseUrl = client?.BaseUrl;
        _result = result;
        Error = error;
    }

    /// <summary>The server's name.</summary>
    public string Server { get; }

    /// <summary>Its platform; null where not even its client could be made.</summary>
    public PlatformDescriptor? Platform { get; }

    /// <summary>Its base address; null where not even its client could be made.</summary>
    public Uri? BaseUrl { get; }

    /// <summary>What went wrong with this server; null where nothing did. It may be an exception of the program's own code as well.</summary>
    public Exception? Error { get; }

    /// <summary>Whether there is a result.</summary>
    public bool IsSuccess => Error is null;

    /// <summary>The result.</summary>
    /// <exception cref="Exception">There is none: this is <see cref="Error"/>.</exception>
    public TResult Result
    {
        get
        {
            if (Error is not null)
            {
                ExceptionDispatchInfo.Throw(Error);
            }

            return _result!;
        }
    }

    /// <summary>The server's name, and whether there is a result.</summary>
    public override string ToString() => $"{Server}: {(IsSuccess ? "answered" : Error!.GetType().Name)}";
}
