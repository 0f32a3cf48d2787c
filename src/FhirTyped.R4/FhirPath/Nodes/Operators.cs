namespace FhirTyped.R4.FhirPath;

/// <summary>The nodes of the operators with two sides.</summary>
internal static class Operators
{
    public static Node Create(Token token, Node left, Node right) => token.Text switch
    {
        "and" or "or" or "xor" or "implies" => new LogicNode(token, left, right),
        "=" or "!=" or "~" or "!~" => new EqualityNode(token, left, right),
        "<" or "<=" or ">" or ">=" => new ComparisonNode(token, left, right),
        "in" or "contains" => new MembershipNode(token, left, right),
        "|" => new UnionNode(token, left, right),
        _ => new ArithmeticNode(token, left, right),
    };
}
