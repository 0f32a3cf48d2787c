using FhirTyped.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway;

/// <summary>The addresses around logins.</summary>
internal static class GatewayLoginEndpoints
{
    /// <summary>Maps <c>/auth/…</c> and <c>/oauth/callback</c>.</summary>
    public static IEndpointConventionBuilder MapGatewayLogin(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("");
        Map<LoginStart>(group, HttpMethods.Get, "/auth/{platform}/login", static (login, context) => login.BeginAsync(context));
        Map<LoginStart>(group, HttpMethods.Get, "/auth/{platform}/launch", static (login, context) => login.LaunchAsync(context));
        Map<LoginCallback>(group, HttpMethods.Get, LoginCallback.Path, static (callback, context) => callback.CompleteAsync(context));
        Map<LoginStatus>(group, HttpMethods.Get, "/auth/status", static (status, context) => status.TellAsync(context));
        Map<LoginStatus>(group, HttpMethods.Get, "/auth/{platform}/wait", static (status, context) => status.WaitAsync(context));
        Map<Logout>(group, HttpMethods.Post, "/auth/{platform}/logout", static (logout, context) => logout.LogOutAsync(context));
        Map<Logout>(group, HttpMethods.Post, "/auth/logout", static (logout, context) => logout.LogOutEverywhereAsync(context));
        if (endpoints.ServiceProvider.GetService<ProviderLogin>() is not null)
        {
            Map<ProviderLogin>(group, HttpMethods.Get, "/login", static (login, context) => login.BeginAsync(context));
        }

        return group;
    }

    private static void Map<THandler>(RouteGroupBuilder group, string method, string pattern, Func<THandler, HttpContext, Task> handle)
        where THandler : notnull =>
        group.MapMethods(pattern, [method], context => AnswerAsync(context, () => handle(context.RequestServices.GetRequiredService<THandler>(), context)));

    private static async Task AnswerAsync(HttpContext context, Func<Task> handle)
    {
        LoginAnswers.SetHeaders(context.Response);
        try
        {
            await handle().ConfigureAwait(false);
        }
        catch (LoginRefusedException refused)
        {
            await LoginAnswers.WriteErrorAsync(context, refused.Status, refused.Error, refused.Message).ConfigureAwait(false);
        }
        catch (CallerRefusedException refused)
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer error=\"{refused.Error}\"";
            await LoginAnswers.WriteErrorAsync(context, StatusCodes.Status401Unauthorized, refused.Error, refused.Message).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            context.Response.Headers.RetryAfter = "5";
            await LoginAnswers.WriteErrorAsync(context, StatusCodes.Status503ServiceUnavailable, "store_unavailable", "The gateway cannot reach what it needs just now.").ConfigureAwait(false);
        }
        catch (Exception error) when (error is SmartLoginException or FhirTokenException or OptionsValidationException)
        {
            // Before a login has begun: the server's configuration could not be had, or that of the gateway cannot be worked with.
            var isOurs = error is OptionsValidationException;
            await LoginAnswers.WriteErrorAsync(
                context, isOurs ? StatusCodes.Status500InternalServerError : StatusCodes.Status502BadGateway, isOurs ? "misconfigured" : "platform_unavailable", error.Message)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
    }
}
