// The grammar of the Latchkey language: one token of lookahead decides everywhere (the test
// `unit-syntax` holds the generated parser to that), nothing nests in itself, and labels carry all
// that src/syntax/antlr/ reads, because no parse tree is built. It accepts slightly too much, any
// statement in any block for instance: what comes after can say in better words what is wrong.
parser grammar LatchkeyParser;

// What every token and every rule goes through is src/syntax/antlr/rule_machine.h.
options { tokenVocab = LatchkeyLexer; superClass = RuleMachine; }
@postinclude { #include "syntax/antlr/rule_machine.h" }

// The parser reads one declaration at a time and stops after it by itself; the caller goes on to
// the end of the file. After a mistake it reads a block's header and its statements one by one.
declaration
    : providerUse=useDeclaration
    | body=block
    | waiver=waive
    | claim=assertion
    | accepted=acceptance
    ;

useDeclaration: USE provider=name;

block: head=header statements+=statement* RBRACE;

header
    : kind=(TEAM | CREDENTIAL | INTEGRATION | PURPOSE | ROLE)
      declared=name title=STRING? open=LBRACE
    ;

statement
    : grant=grantStatement
    | oneName=nameStatement
    | manyNames=namesStatement
    | oneString=stringStatement
    | manyStrings=stringsStatement
    | date=dateStatement
    | store=storeStatement
    | rotate=rotateStatement
    | scopes=scopesStatement
    | limit=limitStatement
    | alert=alertStatement
    | audit=auditStatement
    | basis=basisStatement
    | retain=retainStatement
    | recipient=recipientStatement
    | review=reviewStatement
    | revoke=revokeStatement
    | permits=permitsStatement
    | waiver=waive
    ;

nameStatement
    : (PROVIDER | KIND | ENVIRONMENT | STATUS | PURPOSE | OWNER | USES | INCLUDE | EXTENDS)
      value=name
    ;

namesStatement: (LEVEL | SUBJECTS | DATA) values+=name (COMMA values+=name)*;

stringStatement: (CONTACT | ESCALATION | ACCOUNT | GATEWAY | ERASE) text=STRING;

stringsStatement: FROM texts+=STRING (COMMA texts+=STRING)*;

dateStatement: (ISSUED | ROTATED | EXPIRES) day=DATE;

storeStatement: STORE kind=name key=STRING;

rotateStatement: ROTATE EVERY interval=duration (OVERLAP overlap=duration)?;

scopesStatement: SCOPES scopes=references;

limitStatement: LIMIT count=INTEGER REQUESTS PER per=window;

alertStatement
    : ALERT ON
      ( signal=VOLUME ABOVE count=INTEGER PER per=window
      | signal=ERRORS ABOVE share=PERCENT (PER per=window)?
      | signal=DENIED
      | signal=UNKNOWN_SOURCE
      )
      TO to=STRING
    ;

auditStatement: AUDIT TO to=STRING (KEEP keep=duration)?;

basisStatement: BASIS kind=name text=STRING?;

retainStatement: RETAIN period=duration;

recipientStatement: RECIPIENT who=STRING (REGION region=name)? (AGREEMENT agreement=STRING)?;

reviewStatement
    : REVIEW (EVERY interval=duration LAST last=DATE (BY team=name)? | WITHIN bound=duration)
    ;

revokeStatement: REVOKE runbook=STRING (WITHIN bound=duration)?;

permitsStatement: PERMITS actions=actionList ON entities=references;

waive
    : WAIVE rule_=name (FOR subject=name)? UNTIL until=DATE BECAUSE because=STRING BY team=name
    ;

grantStatement
    : effect=(ALLOW | DENY)
      ( form=CALL operations=references
      | form=RECEIVE events=references
      | actions=actionList ON entities=references fields=fieldList? (via=VIA operations=references)?
      )
      (where=WHERE conditions+=condition (AND conditions+=condition)*)?
      (reason=BECAUSE because=STRING)?
    ;

actionList: actions+=action (COMMA actions+=action)*;

references: items+=reference (COMMA items+=reference)*;

reference: value=name (colon=COLON (member=name | quoted=STRING))? | quoted=STRING;

fieldList: except=EXCEPT? LPAREN items+=field (COMMA items+=field)* RPAREN;

// `class` before a name makes a class of it; alone it is the name of a field.
field: class_=CLASS value=name? | other=nonClass;

condition
    : parameter=name
      ( op=(EQUAL | NOT_EQUAL) values+=literal
      | op=IN LPAREN values+=literal (COMMA values+=literal)* RPAREN
      )
    ;

literal: STRING | INTEGER | DATE | TRUE | FALSE;

duration: count=INTEGER unit=name;

window: count=INTEGER? unit=name;

assertion
    : ASSERT subject=assertSubject verdict=(CAN | CANNOT)
      ( form=CALL operations=references
      | form=RECEIVE events=references
      | actions=actionList entities=references fields=fieldList?
      )
    ;

// `every` before anything but a kind is the name of one thing.
assertSubject
    : every=EVERY
      ( kind=(INTEGRATION | CREDENTIAL)
        (WITH PURPOSE purpose=name)? (OWNED BY team=name)?
        (EXCEPT except+=name (COMMA except+=name)*)?
      )?
    | one=nonEvery
    ;

acceptance
    : ACCEPT
      ( change=WIDENING OF subject=name FOR gained=power
      | change=WEAKENING OF subject=name FOR controls+=name (COMMA controls+=name)*
      )
      BECAUSE because=STRING BY team=name
    ;

power
    : form=CALL operations=references
    | form=RECEIVE events=references
    | form=SCOPES scopes=references
    | form=LEVEL levels+=name (COMMA levels+=name)*
    | form=ACCOUNT account=STRING
    | first=firstAction (COMMA others+=action)* ON entities=references fields=fieldList?
    ;

name
    : NAME | ABOVE | ACCEPT | ACCOUNT | AGREEMENT | ALERT | ALLOW | AND | ASSERT | AUDIT
    | BASIS | BECAUSE | BY | CALL | CAN | CANNOT | CLASS | CONTACT | CREDENTIAL | DATA | DENIED
    | DENY | ENVIRONMENT | ERASE | ERRORS | ESCALATION | EVERY | EXCEPT | EXPIRES | EXTENDS
    | FALSE | FOR | FROM | GATEWAY | IN | INCLUDE | INTEGRATION | ISSUED | KEEP | KIND | LAST
    | LEVEL | LIMIT | OF | ON | OVERLAP | OWNED | OWNER | PER | PERMITS | PROVIDER | PURPOSE
    | RECEIVE | RECIPIENT | REGION | REQUESTS | RETAIN | REVIEW | REVOKE | ROLE | ROTATE
    | ROTATED | SCOPES | STATUS | STORE | SUBJECTS | TEAM | TO | TRUE | UNKNOWN_SOURCE | UNTIL
    | USE | USES | VIA | VOLUME | WAIVE | WEAKENING | WHERE | WIDENING | WITH | WITHIN
    ;

// No catalogue has a verb `call` or `receive`.
action
    : NAME | ABOVE | ACCEPT | ACCOUNT | AGREEMENT | ALERT | ALLOW | AND | ASSERT | AUDIT
    | BASIS | BECAUSE | BY | CAN | CANNOT | CLASS | CONTACT | CREDENTIAL | DATA | DENIED | DENY
    | ENVIRONMENT | ERASE | ERRORS | ESCALATION | EVERY | EXCEPT | EXPIRES | EXTENDS | FALSE
    | FOR | FROM | GATEWAY | IN | INCLUDE | INTEGRATION | ISSUED | KEEP | KIND | LAST | LEVEL
    | LIMIT | OF | ON | OVERLAP | OWNED | OWNER | PER | PERMITS | PROVIDER | PURPOSE
    | RECIPIENT | REGION | REQUESTS | RETAIN | REVIEW | REVOKE | ROLE | ROTATE | ROTATED
    | SCOPES | STATUS | STORE | SUBJECTS | TEAM | TO | TRUE | UNKNOWN_SOURCE | UNTIL | USE
    | USES | VIA | VOLUME | WAIVE | WEAKENING | WHERE | WIDENING | WITH | WITHIN
    ;

nonClass
    : NAME | ABOVE | ACCEPT | ACCOUNT | AGREEMENT | ALERT | ALLOW | AND | ASSERT | AUDIT
    | BASIS | BECAUSE | BY | CALL | CAN | CANNOT | CONTACT | CREDENTIAL | DATA | DENIED | DENY
    | ENVIRONMENT | ERASE | ERRORS | ESCALATION | EVERY | EXCEPT | EXPIRES | EXTENDS | FALSE
    | FOR | FROM | GATEWAY | IN | INCLUDE | INTEGRATION | ISSUED | KEEP | KIND | LAST | LEVEL
    | LIMIT | OF | ON | OVERLAP | OWNED | OWNER | PER | PERMITS | PROVIDER | PURPOSE | RECEIVE
    | RECIPIENT | REGION | REQUESTS | RETAIN | REVIEW | REVOKE | ROLE | ROTATE | ROTATED
    | SCOPES | STATUS | STORE | SUBJECTS | TEAM | TO | TRUE | UNKNOWN_SOURCE | UNTIL | USE
    | USES | VIA | VOLUME | WAIVE | WEAKENING | WHERE | WIDENING | WITH | WITHIN
    ;

nonEvery
    : NAME | ABOVE | ACCEPT | ACCOUNT | AGREEMENT | ALERT | ALLOW | AND | ASSERT | AUDIT
    | BASIS | BECAUSE | BY | CALL | CAN | CANNOT | CLASS | CONTACT | CREDENTIAL | DATA | DENIED
    | DENY | ENVIRONMENT | ERASE | ERRORS | ESCALATION | EXCEPT | EXPIRES | EXTENDS | FALSE
    | FOR | FROM | GATEWAY | IN | INCLUDE | INTEGRATION | ISSUED | KEEP | KIND | LAST | LEVEL
    | LIMIT | OF | ON | OVERLAP | OWNED | OWNER | PER | PERMITS | PROVIDER | PURPOSE | RECEIVE
    | RECIPIENT | REGION | REQUESTS | RETAIN | REVIEW | REVOKE | ROLE | ROTATE | ROTATED
    | SCOPES | STATUS | STORE | SUBJECTS | TEAM | TO | TRUE | UNKNOWN_SOURCE | UNTIL | USE
    | USES | VIA | VOLUME | WAIVE | WEAKENING | WHERE | WIDENING | WITH | WITHIN
    ;

// Nor one `account`, `level` or `scopes`: as the first word they say what was widened.
firstAction
    : NAME | ABOVE | ACCEPT | AGREEMENT | ALERT | ALLOW | AND | ASSERT | AUDIT | BASIS
    | BECAUSE | BY | CAN | CANNOT | CLASS | CONTACT | CREDENTIAL | DATA | DENIED | DENY
    | ENVIRONMENT | ERASE | ERRORS | ESCALATION | EVERY | EXCEPT | EXPIRES | EXTENDS | FALSE
    | FOR | FROM | GATEWAY | IN | INCLUDE | INTEGRATION | ISSUED | KEEP | KIND | LAST | LIMIT
    | OF | ON | OVERLAP | OWNED | OWNER | PER | PERMITS | PROVIDER | PURPOSE | RECIPIENT
    | REGION | REQUESTS | RETAIN | REVIEW | REVOKE | ROLE | ROTATE | ROTATED | STATUS | STORE
    | SUBJECTS | TEAM | TO | TRUE | UNKNOWN_SOURCE | UNTIL | USE | USES | VIA | VOLUME | WAIVE
    | WEAKENING | WHERE | WIDENING | WITH | WITHIN
    ;
