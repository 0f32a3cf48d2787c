using System.Diagnostics.CodeAnalysis;

namespace FhirTyped.Auth;

/// <summary>HTTP that takes every certificate: <c>verify_ssl=false</c>, in development alone.</summary>
internal static class UnverifiedHandler
{
    /// <summary>A handler that follows no redirect and takes every certificate.</summary>
    public static SocketsHttpHandler Create()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        Open(handler);
        return handler;
    }

    /// <summary>Lets a handler take every certificate.</summary>
    [SuppressMessage("Design", "MA0039:Do not write your own certificate validation method", Justification = "What was asked for, in development alone.")]
    public static void Open(SocketsHttpHandler handler) => handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
}
