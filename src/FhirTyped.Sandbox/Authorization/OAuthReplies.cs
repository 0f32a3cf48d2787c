using System.Net;
using System.Text.Json.Nodes;
using System.Text;

namespace FhirTyped.Sandbox;

/// <summary>The answers of the authorization server. None of them may be stored (RFC 6749, section 5.1).</summary>
internal static class OAuthReplies
{
    public static SandboxReply Json(JsonObject body, HttpStatusCode status = HttpStatusCode.OK) => new(status)
    {
        Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
        ContentType = "application/json",
        MustNotBeStored = true,
    };

    public static SandboxReply Of(OAuthException exception, bool isBasic) =>
        Json(new JsonObject { ["error"] = exception.Error, ["error_description"] = exception.Message }, exception.Status) with
        {
            Challenge = isBasic ? "Basic realm=\"FhirTyped.Sandbox\"" : null,
        };

    public static SandboxReply Page(HttpStatusCode status, string html) => new(status)
    {
        Body = Encoding.UTF8.GetBytes(html),
        ContentType = "text/html",
        MustNotBeStored = true,
    };

    /// <summary>Leads the browser elsewhere, whatever the method of its request was.</summary>
    public static SandboxReply Redirect(string address) => new(HttpStatusCode.SeeOther) { Location = address, MustNotBeStored = true };
}
