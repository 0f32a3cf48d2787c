namespace FhirTyped.Gateway.Mcp;

/// <summary>How agents are served: section <c>FhirGateway:Mcp</c> of the configuration.</summary>
/// <remarks>They are checked when the host starts; what is wrong is an <see cref="Microsoft.Extensions.Options.OptionsValidationException"/>.</remarks>
public sealed class FhirGatewayMcpOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = FhirGatewayOptions.SectionName + ":Mcp";

    /// <summary>The scope without which an agent reads nothing.</summary>
    /// <value>By default <c>fhir:read</c>.</value>
    public string ReadScope { get; set; } = "fhir:read";

    /// <summary>The scope with which an agent may propose changes. Each of them is approved by the person, in his own browser.</summary>
    /// <value>By default <c>fhir:write</c>.</value>
    public string WriteScope { get; set; } = "fhir:write";

    /// <summary>
    /// For whom agents' tokens must be made out (<c>aud</c>, https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization). It is another one than that of the REST API, so that a
    /// token that an agent holds opens nothing but the tools.
    /// </summary>
    /// <value>By default null: <see cref="FhirGatewayOptions.PublicUrl"/> followed by <c>/mcp</c>.</value>
    public string? Audience { get; set; }

    /// <summary>
    /// Whether an agent without a token is served, as the one person who works at this machine: for trying it out, over data of nobody. It is refused at the start outside development, where an
    /// identity provider is configured, and where the gateway is not on loopback.
    /// </summary>
    /// <value>By default false.</value>
    public bool AllowWithoutToken { get; set; }

    /// <summary>
    /// Whether the tools are also listed by the names that fhir-gateway has (<c>list_platforms</c>, <c>get_capabilities</c>, <c>create</c>, <c>update</c>, <c>delete</c>, <c>start_auth</c>,
    /// <c>wait_for_auth</c>, <c>get_auth_status</c>, <c>revoke_auth</c>): for prompts that were written for it.
    /// </summary>
    /// <value>By default false.</value>
    public bool ListsFhirGatewayNames { get; set; }

    /// <summary>How long a person has to approve a change.</summary>
    /// <value>By default ten minutes.</value>
    public TimeSpan ApprovalLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a call waits for a person who is just logging in, before it tells the agent to call again.</summary>
    /// <value>By default 20 seconds; from nothing to a minute.</value>
    public TimeSpan LoginWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The type alone.</summary>
    public override string ToString() => nameof(FhirGatewayMcpOptions);
}
