namespace FhirTyped.R4.FhirPath;

/// <summary>
/// Makes the tree of nodes of an expression, which is also what evaluates it. <see href="http://hl7.org/fhirpath/N1/grammar.html"/>
/// </summary>
internal sealed partial class Parser
{
    // From loosest to tightest, as in http://hl7.org/fhirpath/N1/#operator-precedence.
    private const int UnaryPrecedence = 11;
    private const int TypePrecedence = 8;

    private readonly string _text;
    private readonly List<Token> _tokens;
    private int _at;
    private int _nesting;

    public Parser(string text)
    {
        _text = text;
        _tokens = new Lexer(text).ReadAll();
    }

    private Token Current => _tokens[_at];

    /// <summary>The variables that neither FHIRPath nor FHIR define, each once.</summary>
    public IEnumerable<string> OwnVariables => _tokens.Where(static token => token.Kind == TokenKind.Variable && VariableNode.IsOwn(token)).Select(static token => token.Text).Distinct(StringComparer.Ordinal);

    public Node ParseAll()
    {
        var node = Expression(0);
        return Current.Kind == TokenKind.End ? node : throw Error(Current, "The expression should end here, or an operator follow.");
    }

    private static int PrecedenceOf(Token token) => token.Kind switch
    {
        TokenKind.Symbol => token.Text switch
        {
            "*" or "/" => 10,
            "+" or "-" or "&" => 9,
            "|" => 7,
            "<" or ">" or "<=" or ">=" => 6,
            "=" or "~" or "!=" or "!~" => 5,
            _ => 0,
        },
        TokenKind.Identifier => token.Text switch
        {
            "div" or "mod" => 10,
            "is" or "as" => TypePrecedence,
            "in" or "contains" => 4,
            "and" => 3,
            "xor" or "or" => 2,
            "implies" => 1,
            _ => 0,
        },
        _ => 0,
    };

    private Node Expression(int looserThan)
    {
        Enter();
        var left = Unary();
        while (true)
        {
            var token = Current;
            var precedence = PrecedenceOf(token);
            if (precedence == 0 || precedence <= looserThan)
            {
                break;
            }

            _at++;
            left = Limit(precedence == TypePrecedence
                ? new TypeOperatorNode(token.Position, left, TypeName(), isTest: token.Text == "is")
                : Operators.Create(token, left, Expression(precedence)));
        }

        _nesting--;
        return left;
    }

    private Node Unary()
    {
        var token = Current;
        if (!token.IsSymbol("+") && !token.IsSymbol("-"))
        {
            return Invocations();
        }

        _at++;
        var operand = Expression(UnaryPrecedence - 1);
        return Limit(token.Text == "-" ? new NegationNode(token.Position, operand) : operand);
    }

    private Node Invocations()
    {
        var node = Term();
        while (true)
        {
            if (TryTake("."))
            {
                node = Limit(Invocation(node));
            }
            else if (Current.IsSymbol("["))
            {
                var position = Current.Position;
                _at++;
                var index = Expression(0);
                Take("]");
                node = Limit(new IndexerNode(position, node, index));
            }
            else
            {
                return node;
            }
        }
    }

    private Node Term()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.String:
                _at++;
                return new ConstantNode(token.Position, new FhirPathValue(token.Text));
            case TokenKind.Number:
                _at++;
                return NumberOrQuantity(token);
            case TokenKind.Date:
                _at++;
                return DateLiteral(token);
            case TokenKind.Variable:
                _at++;
                return VariableNode.Create(token);
            case TokenKind.Special or TokenKind.DelimitedIdentifier:
                return Invocation(null);
            case TokenKind.Identifier when token.Text is "true" or "false":
                _at++;
                return new ConstantNode(token.Position, new FhirPathValue(token.Text == "true"));
            case TokenKind.Identifier:
                return Invocation(null);
            case TokenKind.Symbol when token.Text == "(":
                _at++;
                var inner = Expression(0);
                Take(")");
                return inner;
            case TokenKind.Symbol when token.Text == "{":
                _at++;
                Take("}");
                return new EmptyNode(token.Position);
            default:
                throw Error(token, "A name, a literal or an opening parenthesis is expected.");
        }
    }

    private Node Invocation(Node? target)
    {
        var token = Current;
        _at++;
        switch (token.Kind)
        {
            case TokenKind.Special:
                return token.Text switch
                {
                    "$this" => new ThisNode(token.Position),
                    "$index" => new IndexNode(token.Position),
                    "$total" => new TotalNode(token.Position),
                    _ => throw Error(token, "Only $this, $index and $total exist."),
                };
            case TokenKind.Identifier when Current.IsSymbol("("):
                _at++;
                return Function(target, token);
            case TokenKind.Identifier or TokenKind.DelimitedIdentifier:
                return new PathNode(token.Position, target, string.Intern(token.Text));
            default:
                throw Error(token, "The name of an element or of a function is expected.");
        }
    }

    private Node Function(Node? target, Token name)
    {
        var definition = FunctionTable.Find(name.Text)
            ?? throw Error(name, $"There is no function '{name.Text}'.");
        var arguments = new List<Node>();
        TypeSpecifier? type = null;
        if (!Current.IsSymbol(")"))
        {
            if (definition.TakesType)
            {
                type = TypeName();
            }
            else
            {
                do
                {
                    arguments.Add(Expression(0));
                }
                while (TryTake(","));
            }
        }

        Take(")");
        var count = type is null ? arguments.Count : 1;
        if (count < definition.FewestArguments || count > definition.MostArguments)
        {
            throw Error(name, $"The function '{name.Text}' takes {definition.ArgumentsInWords}, not {count}.");
        }

        return new FunctionNode(name.Position, definition, target, [.. arguments], type);
    }

    private TypeSpecifier TypeName()
    {
        var first = NameToken();
        if (!TryTake("."))
        {
            return TypeSpecifier.Find(null, first.Text) ?? throw Error(first, $"There is no type '{first.Text}'.");
        }

        var second = NameToken();
        return TypeSpecifier.Find(first.Text, second.Text) ?? throw Error(first, $"There is no type '{first.Text}.{second.Text}'.");
    }

    private Token NameToken()
    {
        var token = Current;
        _at++;
        return token.Kind is TokenKind.Identifier or TokenKind.DelimitedIdentifier ? token : throw Error(token, "The name of a type is expected.");
    }

    private bool TryTake(string symbol)
    {
        var found = Current.IsSymbol(symbol);
        _at += found ? 1 : 0;
        return found;
    }

    private void Take(string symbol)
    {
        if (!TryTake(symbol))
        {
            throw Error(Current, $"'{symbol}' is expected.");
        }
    }

    private void Enter()
    {
        if (++_nesting > FhirPathExpression.MaximumDepth)
        {
            throw TooDeep(Current.Position);
        }
    }

    // A chain of operators is a deep tree as well, and is evaluated by recursion.
    private Node Limit(Node node) => node.Depth <= FhirPathExpression.MaximumDepth ? node : throw TooDeep(node.Position);

    private FhirPathException TooDeep(int position) =>
        new($"The expression is nested more than {FhirPathExpression.MaximumDepth} levels deep.", _text, position);

    private FhirPathException Error(Token token, string reason) =>
        new(token.Kind == TokenKind.End ? "The expression ends too early. " + reason : reason, _text, token.Position);
}
