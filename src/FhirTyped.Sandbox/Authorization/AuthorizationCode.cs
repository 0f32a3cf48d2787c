namespace FhirTyped.Sandbox;

/// <summary>What an authorization code stands for.</summary>
/// <param name="Grant">What was approved.</param>
/// <param name="RedirectUri">Where it was sent: the exchange must name it again.</param>
/// <param name="Challenge">The <c>code_challenge</c>, by S256.</param>
internal sealed record AuthorizationCode(Grant Grant, string RedirectUri, string Challenge);
